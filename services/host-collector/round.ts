import type { Logger } from '../shared/logging/logger.ts';
import { failure, type Outcome, unexpected } from '../shared/outcome.ts';
import type { SelfCounter } from '../shared/self-metrics.ts';
import type { StatsdClient } from '../shared/statsd-client/client.ts';
import type { Source } from './sources/source.ts';

/** What a round needs besides its sources. */
export interface RoundOptions {
  readonly statsd: StatsdClient;
  readonly logger: Logger;
  /** The counter of rounds in which the source of this name failed. */
  readonly errors: (source: string) => SelfCounter;
}

/** Asks all sources, one after another, again and again. */
export interface Round {
  /** Asks each source once. Never rejects. */
  run(): Promise<void>;
  /** The sources that failed in the last round, and why. */
  readonly failing: ReadonlyMap<string, string>;
}

/** Sources fail each on its own: one that does is said once, counted each time, and asked again in the next round. */
export function createRound(sources: readonly Source[], { statsd, logger, errors }: RoundOptions): Round {
  const failing = new Map<string, string>();
  return {
    failing,
    async run() {
      for (const source of sources) {
        const { name } = source;
        const outcome = await collect(source, statsd);
        if (outcome.ok) {
          if (failing.delete(name)) logger.info(`${name}: back again`);
          continue;
        }
        errors(name).add();
        if (!failing.has(name)) logger.warn(`goes without ${name}, or part of it: ${outcome.reason}`);
        failing.set(name, outcome.reason);
      }
    },
  };
}

/** An exception is a mistake in the source, and no reason to go without the others. */
async function collect(source: Source, statsd: StatsdClient): Promise<Outcome<void>> {
  try {
    return await source.collect(statsd);
  } catch (error) {
    return failure(unexpected(error));
  }
}
