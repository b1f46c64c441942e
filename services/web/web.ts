import { isIPv6 } from 'node:net';
import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import { createSwitchedBinding } from '../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { LogInspector } from '../shared/logs/log-inspector.ts';
import type { Part } from '../shared/part.ts';
import type { RunningSource } from '../shared/running/running.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';
import { createApp } from './app.ts';
import { listenHttp } from './listen.ts';
import { createRemoteInspector } from './logs/remote-inspector.ts';
import { type Assets, buildAssets } from './pages/assets.ts';
import { createRemoteSource } from './running/remote-source.ts';

/** What the pages and the API work with. */
export interface WebOptions {
  readonly store: MetricStore;
  /** By default the StatsD server at `web.running`. */
  readonly running?: RunningSource;
  /** By default the log-tailer at `web.log_tailer`. */
  readonly logs?: LogInspector;
  /** The state of the other parts of the process. */
  health(): readonly Part[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A running web server. */
export interface Web extends Service {
  /** The port it got; undefined while it is not bound. */
  port(): number | undefined;
  /** Where a browser on this host finds it; undefined while it is not bound. */
  address(): string | undefined;
}

/** Store → API → pages, at one address, which is tried again while it is busy. */
export async function startWeb(initial: Config, options: WebOptions): Promise<Web> {
  const { clock, logger } = options;
  let config = initial;
  const running = options.running ?? createRemoteSource(() => config.web.running);
  const logs = options.logs ?? createRemoteInspector(() => config.web.log_tailer);
  let building: Promise<Assets> | undefined;
  let problem: string | undefined;

  const build = async () => {
    try {
      return await buildAssets();
    } catch (error) {
      problem = error instanceof Error ? error.message.split('\n')[0] : String(error);
      logger.error(`the pages could not be built: ${problem}`);
      throw error;
    }
  };
  /** Built once, when first switched on. */
  const assets = () => {
    building ??= build();
    return building;
  };
  const app = createApp({ ...options, running, logs, config: () => config, startedAt: clock.now() }, assets);
  await app.ready();

  const binding = createSwitchedBinding(
    { name: 'web', portKey: 'web.port', clock, logger, bind: address => listenHttp(address, app.routing) },
    'web.enabled',
  );

  async function apply(): Promise<void> {
    // The listening need not wait for it, and what fails is told by parts().
    if (config.web.enabled) assets().catch(() => {});
    await binding.apply(config.web);
  }

  await apply();
  return {
    name: 'web',
    port: () => binding.current()?.port,
    address() {
      const port = binding.current()?.port;
      const { base_path } = config.web;
      return port === undefined
        ? undefined
        : `http://${localName(config.web.host)}:${port}${base_path === '/' ? '' : base_path}`;
    },
    parts: () => [
      binding.part(),
      ...(problem
        ? [{ name: 'pages', state: 'down', detail: problem, remedy: 'install the package esbuild' } as const]
        : []),
    ],
    async reconfigure(next) {
      config = next;
      await apply();
    },
    async stop() {
      await binding.close();
      await app.close();
      await building?.catch(() => {});
    },
  };
}

/** How a browser on this host names the address that is listened on. */
function localName(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}
