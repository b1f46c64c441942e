import type { Container } from '../shared/engine/container.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { createSampler } from '../shared/logging/sample.ts';
import { unexpected } from '../shared/outcome.ts';
import { type ContainerReader, type ContainerReaderOptions, createContainerReader } from './container-reader.ts';
import { type Say, sayWith } from './metrics/say.ts';
import { sayState } from './metrics/state.ts';

/** What rounds over the containers need. */
export interface RoundOptions extends ContainerReaderOptions {
  readonly statsd: Say;
  readonly logger: Logger;
}

/** Says how all containers are, again and again. */
export interface Round {
  /** Takes a first look at a container that appeared, or changed. */
  look(container: Container): void;
  /** Lets go of a container that was removed. */
  forget(id: string): void;
  /** Says everything of `containers`. False when one of them is {@link failing}. Never throws. */
  run(containers: readonly Container[]): boolean;
  /** Why containers cannot be read, by id; of one that runs, from the second time in a row on. */
  readonly failing: ReadonlyMap<string, string>;
  close(): void;
}

/** A container from its start to its end: the next start has other processes, another control group and new counters. */
interface Run {
  readonly pid: number;
  readonly startedAt: number | undefined;
  readonly reader: ContainerReader;
  /** Rounds in a row in which it could not be read. */
  failures: number;
}

/** No container seen yet. */
export function createRound(options: RoundOptions): Round {
  const { statsd, clock, logger } = options;
  const runs = new Map<string, Run>();
  const failing = new Map<string, string>();
  const warn = createSampler(clock, message => logger.warn(message));

  const forget = (id: string) => {
    runs.get(id)?.reader.close();
    runs.delete(id);
    failing.delete(id);
  };
  /** The run that the container is in now; undefined when it does not run. */
  const runOf = (container: Container): Run | undefined => {
    const { id, pid, startedAt } = container;
    const current = runs.get(id);
    if (current && current.pid === pid && current.startedAt === startedAt) return current;
    forget(id);
    if (pid === 0) return undefined;
    const run = { pid, startedAt, reader: createContainerReader(container, options), failures: 0 };
    runs.set(id, run);
    return run;
  };
  const fail = ({ id, name }: Container, reason: string) => {
    if (!failing.has(id)) warn(() => `goes without the figures of container ${name}: ${reason}`);
    failing.set(id, reason);
  };
  const collect = (container: Container, run: Run, say: Say) => {
    const outcome = run.reader.collect(say);
    run.failures = outcome.ok ? 0 : run.failures + 1;
    if (outcome.ok) failing.delete(container.id);
    // Once is nothing: a container may have just ended, and the engine is about to say so.
    else if (run.failures > 1) fail(container, outcome.reason);
  };
  const tell = (container: Container) => {
    const say = sayWith(statsd, container.tags);
    sayState(container, say, clock.now());
    const run = runOf(container);
    if (run) collect(container, run, say);
  };

  return {
    failing,
    forget,
    look: container => void runOf(container),
    run(containers) {
      for (const container of containers) {
        // An exception is a mistake in the code, and no reason to go without the other containers.
        try {
          tell(container);
        } catch (error) {
          fail(container, unexpected(error));
        }
      }
      return failing.size === 0;
    },
    close() {
      for (const id of [...runs.keys()]) forget(id);
    },
  };
}
