import type { Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Part } from '../part.ts';
import type { SelfMetrics } from '../self-metrics.ts';
import { createSocketLink } from './socket-link.ts';

/** The way of a service that runs apart to the StatsD server. */
export interface ServerLink {
  /** What a StatsD client writes to. */
  readonly stream: Writable;
  /** Resolves when the server was reached, or not, for the first time. */
  readonly settled: Promise<void>;
  part(): Part;
  /** Takes over changed settings; what waits goes to the new server. */
  reconfigure(settings: Config['link']): void;
  /** Once the stream has ended: tells how much the server did not take in time. */
  tellLoss(): void;
}

/** What the link works with. */
export interface ServerLinkOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

const nameOf = ({ host, port }: Config['link']['server']) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** A socket link to `link.server` that counts what it drops in `tidegauge.link.dropped`, and tells how it is. */
export function createServerLink(
  initial: Config['link'],
  { clock, logger, selfMetrics }: ServerLinkOptions,
): ServerLink {
  let settings = initial;
  let problem: string | undefined;
  /** Bytes dropped since the server last took something. */
  let dropped = 0;
  const drops = selfMetrics.counter('tidegauge.link.dropped');
  let onSettled = () => {};
  const settled = new Promise<void>(resolve => {
    onSettled = resolve;
  });

  const stream = createSocketLink({
    address: settings.server,
    clock,
    maxQueuedBytes: () => settings.max_queued,
    onDrop(lines, why) {
      drops.add(lines.length);
      if (why === 'full' && dropped === 0)
        logger.warn(
          `the StatsD server ${nameOf(settings.server)} does not take what is said, and link.max_queued is full: what comes now is dropped`,
        );
      dropped += lines.length;
    },
    onUp() {
      if (problem) logger.info(`the StatsD server ${nameOf(settings.server)} is reached now`);
      if (dropped > 0) logger.warn(`${dropped} bytes of lines were dropped meanwhile`);
      problem = undefined;
      dropped = 0;
      onSettled();
    },
    onDown(reason) {
      if (!problem)
        logger.warn(`the StatsD server ${nameOf(settings.server)} is not reached: ${reason}; what is said waits`);
      problem = reason;
      onSettled();
    },
  });
  return {
    stream,
    settled,
    part: () =>
      problem === undefined
        ? { name: 'link', state: 'ok', detail: `says it to ${nameOf(settings.server)}` }
        : {
            name: 'link',
            state: 'down',
            detail: `${nameOf(settings.server)}: ${problem}; ${stream.queuedBytes()} bytes wait`,
            remedy: 'start the StatsD server, or set link.server to its address',
          },
    reconfigure(next) {
      const moved = !isDeepStrictEqual(settings.server, next.server);
      settings = next;
      if (moved) stream.moveTo(next.server);
    },
    tellLoss() {
      if (dropped > 0)
        logger.warn(`${dropped} bytes of lines were given up, because the StatsD server did not take them`);
    },
  };
}
