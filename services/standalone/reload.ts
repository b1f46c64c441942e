import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { failure, type Outcome, success } from '../shared/outcome.ts';
import type { Standalone } from './standalone.ts';

/** The process's services, through changes of the configuration. */
export interface Reloadable {
  /** Undefined when neither a changed configuration nor the one before it could be started. */
  current(): Standalone | undefined;
  /** Applies a valid configuration, after those before it. Never rejects: what fails is in the log. */
  apply(config: Config): Promise<void>;
  stop(): Promise<void>;
}

/** What keeps services in step with their configuration. */
export interface ReloadOptions {
  readonly running: Standalone;
  /** What it was started with. */
  readonly config: Config;
  start(config: Config): Promise<Outcome<Standalone>>;
  /** Whether a start with this configuration can be expected to work. */
  check(config: Config): Promise<Outcome<void>>;
  readonly logger: Logger;
}

/** A change of these makes another store, or another name in every series: everything is stopped and started anew. */
const foundations = ({ hostname, data, store }: Config) => [hostname, data, store];

/** Keeps the services in step with changes: each takes over what it can, and only other foundations need a new start. */
export function createReloadable({ running, config, start, check, logger }: ReloadOptions): Reloadable {
  let current: Standalone | undefined = running;
  let applied = config;
  let work: Promise<void> = Promise.resolve();

  async function restart(next: Config): Promise<Outcome<void>> {
    const likely = await check(next);
    if (!likely.ok) return likely;
    await current?.stop();
    current = undefined;
    const started = await start(next);
    const again = started.ok ? started : await start(applied);
    if (again.ok) current = again.value;
    else logger.error(`the old configuration cannot be applied any more either: ${again.reason}`);
    return started.ok ? success(undefined) : failure(started.reason);
  }

  async function change(next: Config): Promise<Outcome<void>> {
    try {
      if (!current || !isDeepStrictEqual(foundations(next), foundations(applied))) return await restart(next);
      await current.reconfigure(next);
      return success(undefined);
    } catch (error) {
      return failure(error instanceof Error ? error.message : String(error));
    }
  }

  async function apply(next: Config): Promise<void> {
    const outcome = await change(next);
    if (outcome.ok) {
      applied = next;
      logger.info('the changed configuration is applied');
    } else logger.error(`the changed configuration cannot be applied: ${outcome.reason}`);
  }

  return {
    current: () => current,
    apply(next) {
      work = work.then(() => apply(next));
      return work;
    },
    async stop() {
      await work;
      await current?.stop();
    },
  };
}
