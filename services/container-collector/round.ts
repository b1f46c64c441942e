import type { Container } from '../shared/engine/container.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { createSampler as createLogSampler } from '../shared/logging/sample.ts';
import { type Say, sayWith } from './metrics/say.ts';
import { sayState } from './metrics/state.ts';
import { createSampler, type Sampler, type SamplerOptions } from './sampler.ts';

/** What rounds over the containers need. */
export interface RoundOptions extends SamplerOptions {
  readonly statsd: Say;
  readonly logger: Logger;
}

/** Says how all containers are, again and again. */
export interface Round {
  /** Takes a first look at a container that appeared, or changed. */
  look(container: Container): void;
  /** Lets go of a container that was removed. */
  forget(id: string): void;
  /** Says everything of `containers`. False when one that runs could not be read, twice in a row. */
  run(containers: readonly Container[]): boolean;
  /** Why containers that run cannot be read, by id. */
  readonly failing: ReadonlyMap<string, string>;
  close(): void;
}

/** A container from its start to its end: the next start has other processes, another control group and new counters. */
interface Run {
  readonly pid: number;
  readonly startedAt: number | undefined;
  readonly sampler: Sampler;
  /** Rounds in a row in which it could not be read. */
  failures: number;
}

/** No container seen yet. */
export function createRound(options: RoundOptions): Round {
  const { statsd, clock, logger } = options;
  const runs = new Map<string, Run>();
  const failing = new Map<string, string>();
  const warn = createLogSampler(clock, message => logger.warn(message));

  const forget = (id: string) => {
    runs.get(id)?.sampler.close();
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
    const run = { pid, startedAt, sampler: createSampler(container, options), failures: 0 };
    runs.set(id, run);
    return run;
  };
  const sample = (container: Container, run: Run, say: Say) => {
    const { id, name } = container;
    const outcome = run.sampler.sample(say);
    run.failures = outcome.ok ? 0 : run.failures + 1;
    if (outcome.ok) failing.delete(id);
    // Once is nothing: a container may have just ended, and the engine is about to say so.
    else if (run.failures > 1) {
      if (!failing.has(id)) warn(() => `goes without the figures of container ${name}: ${outcome.reason}`);
      failing.set(id, outcome.reason);
    }
  };

  return {
    failing,
    forget,
    look: container => void runOf(container),
    run(containers) {
      for (const container of containers) {
        const say = sayWith(statsd, container.tags);
        sayState(container, say, clock.now());
        const run = runOf(container);
        if (run) sample(container, run, say);
      }
      return failing.size === 0;
    },
    close() {
      for (const id of [...runs.keys()]) forget(id);
    },
  };
}
