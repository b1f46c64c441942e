import { isDeepStrictEqual } from 'node:util';
import { changedKeys } from '../config/changed-keys.ts';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../logging/logger.ts';
import { failure, messageOf, type Outcome, success, unexpected } from '../outcome.ts';
import type { Part } from '../part.ts';
import type { Program, Running } from './program.ts';

/** A program, through changes of its configuration. */
export interface Reloadable {
  parts(): readonly Part[];
  /** Applies a valid configuration, after those before it. Never rejects: what fails is in the log too. */
  apply(config: Config): Promise<Outcome<void>>;
  stop(): Promise<void>;
}

/** What keeps a program in step with its configuration. */
export interface ReloadOptions extends Pick<Program, 'foundations'> {
  readonly running: Running;
  /** What it was started with. */
  readonly config: Config;
  start(config: Config): Promise<Outcome<Running>>;
  readonly logger: Logger;
}

const notRunning: Part = {
  name: 'tidegauge',
  state: 'down',
  detail: 'is being started anew, or could not be: see the log',
};

/** Keeps a program in step with changes: it takes over what it can, and only other foundations need a new start. */
export function createReloadable({ running, config, start, foundations, logger }: ReloadOptions): Reloadable {
  /** Undefined during a new start, and when neither a changed configuration nor the one before it could be started. */
  let current: Running | undefined = running;
  let applied = config;
  let work: Promise<unknown> = Promise.resolve();

  /** A start should not reject; if one does all the same, the configuration before it gets its chance. */
  const attempt = (wanted: Config) => start(wanted).catch((error): Outcome<Running> => failure(unexpected(error)));

  async function restart(next: Config): Promise<Outcome<void>> {
    const previous = current;
    current = undefined;
    await previous?.stop();
    const started = await attempt(next);
    const again = started.ok ? started : await attempt(applied);
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
      return failure(messageOf(error));
    }
  }

  async function apply(next: Config): Promise<Outcome<void>> {
    const outcome = await change(next);
    if (outcome.ok) {
      logger.info(`the changed configuration is applied: ${changedKeys(applied, next).join(', ')}`);
      applied = next;
    } else logger.error(`the changed configuration cannot be applied: ${outcome.reason}`);
    return outcome;
  }

  return {
    parts: () => current?.parts() ?? [notRunning],
    apply(next) {
      const applied = work.then(() => apply(next));
      work = applied;
      return applied;
    },
    async stop() {
      await work;
      await current?.farewell?.();
      await current?.stop();
    },
  };
}
