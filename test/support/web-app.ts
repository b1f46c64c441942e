import { configSchema } from '../../services/shared/config/schema.ts';
import type { Part } from '../../services/shared/part.ts';
import { createApp } from '../../services/web/app.ts';
import type { Assets } from '../../services/web/pages/assets.ts';
import { createFakeClock } from './fake-clock.ts';
import type { FakeStore } from './fake-store.ts';
import { createKeepingLogger } from './keeping-logger.ts';
import { createFakeInspector, fakeSource } from './log-inspector.ts';
import { createFakeRunning } from './running-source.ts';

/** 2026-01-01T00:15:00Z, the time at which the test's server stands. */
export const now = Date.UTC(2026, 0, 1, 0, 15);

const asset = (path: string) => ({ path, type: 'text/plain', body: Buffer.from(path) });
const assets: Assets = { script: asset('/assets/a.js'), style: asset('/assets/a.css') };

/** The API and the pages over `store`, asked without a socket; `others` are further sections of the configuration. */
export function createTestApp(store: FakeStore, web: object = {}, parts: readonly Part[] = [], others: object = {}) {
  const logger = createKeepingLogger();
  const config = configSchema.parse({ web, ...others });
  const clock = createFakeClock(now);
  const running = createFakeRunning(now);
  const logs = createFakeInspector([fakeSource({ name: 'web', kind: 'container', tags: { container: 'web' } })]);
  const context = {
    config: () => config,
    store,
    running,
    logs,
    health: () => parts,
    clock,
    logger,
    startedAt: now,
  };
  const app = createApp(context, async () => assets);
  return {
    logger,
    clock,
    running,
    logs,
    app,
    /** The status and the parsed body of a POST of `body` as JSON. */
    async post(url: string, body: object, headers: Record<string, string> = {}) {
      const answer = await app.inject({
        method: 'POST',
        url,
        payload: body,
        headers: { host: 'localhost', ...headers },
      });
      return [answer.statusCode, JSON.parse(answer.body)];
    },
    /** The status and the parsed body of a GET. */
    async get(url: string) {
      const { statusCode, body } = await app.inject({ url, headers: { host: 'localhost' } });
      return [statusCode, JSON.parse(body)];
    },
  };
}
