import type { TestContext } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import type { Managed } from '../../../../services/statsd-server/management/commands/command.ts';
import {
  listenManagement,
  type ManagementListenerOptions,
} from '../../../../services/statsd-server/management/listener.ts';
import type { SeriesBrowser } from '../../../../services/statsd-server/series/series-browser.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

/** A server that runs for a minute, has seen nothing yet, and shows these series. */
export function managedOf(browser: SeriesBrowser): Managed {
  const started = Date.now() - 60_000;
  return {
    browser,
    state: { started, lastMessage: () => undefined, badLines: () => 0, backends: () => [] },
    config: () => configSchema.parse({}).statsd,
    clock: systemClock,
    health: 'up',
  };
}

/** Listens on a port of its own, which it returns, until the test ends. */
export async function listen(
  t: TestContext,
  managed: Managed,
  options: Partial<ManagementListenerOptions> = {},
): Promise<number> {
  const outcome = await listenManagement(
    { host: '127.0.0.1', port: 0 },
    {
      managed,
      clock: systemClock,
      logger: createKeepingLogger(),
      idleTimeout: 10_000,
      onRefused: () => {},
      ...options,
    },
  );
  if (!outcome.ok) throw outcome.reason;
  t.after(outcome.value.close);
  return outcome.value.port;
}
