import { configSchema } from '../../services/shared/config/schema.ts';
import { startWeb, type Web, type WebOptions } from '../../services/web/web.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeStore } from './fake-store.ts';
import { createKeepingLogger } from './keeping-logger.ts';

/** What the pages and the API work with; without it the store is empty, and nobody else can be asked. */
export interface WebServerOptions extends Partial<Pick<WebOptions, 'store' | 'running' | 'logs' | 'health'>> {
  /** At which its clock stands, epoch ms. */
  readonly now: number;
  /** The section `web` of the configuration, less the port. */
  readonly web?: object;
}

/** The pages and the API. */
export interface WebServer extends Web {
  /** `http://`, host and port. */
  readonly url: string;
}

/** Starts them, on a port that is free; the test stops them. */
export async function startWebServer({ now, web, ...sources }: WebServerOptions): Promise<WebServer> {
  const started = await startWeb(configSchema.parse({ web: { port: 0, ...web } }), {
    store: createFakeStore(),
    health: () => [],
    clock: createFakeClock(now),
    logger: createKeepingLogger(),
    ...sources,
  });
  return { ...started, url: `http://127.0.0.1:${started.port()}` };
}
