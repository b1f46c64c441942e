import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Outcome } from '../shared/outcome.ts';
import type { Standalone } from './standalone.ts';

/** The process's services, through changes of the configuration. */
export interface Reloadable {
  current(): Standalone;
  /** Applies a valid configuration; changes are applied one after another. */
  apply(config: Config): Promise<void>;
  stop(): Promise<void>;
}

/** A change of these makes another store, or another name in every series: everything is stopped and started anew. */
const foundations = (config: Config) => [config.hostname, config.data, config.store, config.log_level];

/** Keeps `running`, started with `config`, in step with changes; `start` starts everything anew. */
export function createReloadable(
  running: Standalone,
  config: Config,
  start: (config: Config) => Promise<Outcome<Standalone>>,
  logger: Logger,
): Reloadable {
  let current = running;
  let applied = config;
  let work: Promise<void> = Promise.resolve();

  async function restart(next: Config): Promise<void> {
    await current.stop();
    const started = await start(next);
    if (started.ok) {
      current = started.value;
      applied = next;
      return;
    }
    logger.error(`the changed configuration cannot be applied, the old one goes on: ${started.reason}`);
    const again = await start(applied);
    if (!again.ok) throw new Error(`the old configuration cannot be applied any more either: ${again.reason}`);
    current = again.value;
  }

  async function change(next: Config): Promise<void> {
    if (!isDeepStrictEqual(foundations(next), foundations(applied))) return restart(next);
    await current.reconfigure(next);
    applied = next;
  }

  return {
    current: () => current,
    apply(next) {
      work = work.then(() => change(next)).then(() => logger.info('the changed configuration is applied'));
      return work;
    },
    async stop() {
      await work;
      await current.stop();
    },
  };
}
