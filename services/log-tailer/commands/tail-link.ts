import type { Config } from '../../shared/config/schema.ts';
import type { Link } from '../../shared/delivery/link.ts';
import { createMemoryLink } from '../../shared/delivery/memory-link.ts';
import { connectServer } from '../../shared/delivery/server-connection.ts';
import { type Clock, delay } from '../../shared/lifecycle/clock.ts';
import { createLogger } from '../../shared/logging/logger.ts';
import { createSelfMetrics } from '../../shared/self-metrics.ts';

/** The way to the server of a command that waits for it, but not for ever. */
export interface TailLink {
  /** Takes what a StatsD client says. */
  readonly stream: Link['stream'];
  /** Resolves when what was said so far is among what waits for the server. */
  said(): Promise<void>;
  /** Resolves when no more than so many bytes wait for the server; or to false, when it took nothing for too long. */
  drainTo(most: number): Promise<boolean>;
  /** Closes it when all is taken, or the server took nothing for too long. Resolves to the bytes that it did not take. */
  finish(): Promise<number>;
}

/** How long the server may take nothing, and what knows the time. */
export interface TailLinkOptions {
  /** Milliseconds that the server may take nothing while something waits for it. */
  readonly wait: number;
  /** Told in a line what goes wrong. */
  readonly say: (text: string) => void;
  readonly clock: Clock;
}

/** How often it is looked whether the server has taken something, milliseconds. */
const patience = 20;

/** A link to the server at `link.server`, of which the caller bounds what waits. */
export function openTailLink(config: Config, { wait, say, clock }: TailLinkOptions): TailLink {
  const logger = createLogger('warn', 'tail', line => say(line.trimEnd()));
  const link = createMemoryLink({
    ...{ name: 'tail', clock, logger, selfMetrics: createSelfMetrics() },
    maxQueuedBytes: () => Number.POSITIVE_INFINITY, // bounded by drainTo: nothing is dropped
  });
  const waiting = link.batches.bytes;
  const server = connectServer(link.batches, config, { clock, logger });
  let progress = clock.now();
  link.batches.onDone(() => {
    progress = clock.now();
  });
  const hasGivenUp = () => clock.now() - progress > wait;
  const drainTo = async (most: number) => {
    while (waiting() > most && !hasGivenUp()) await delay(clock, patience);
    return !hasGivenUp();
  };
  return {
    stream: link.stream,
    async said() {
      // Batches are made when the call is over.
      await delay(clock, 0);
      if (waiting() === 0) progress = clock.now();
    },
    drainTo,
    async finish() {
      progress = clock.now();
      await drainTo(0);
      const left = waiting();
      server.close();
      await link.close();
      return left;
    },
  };
}
