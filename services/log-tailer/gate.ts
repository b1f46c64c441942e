import { type Clock, delay } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Part } from '../shared/part.ts';

/** Says whether logs may be read: not while what was read is not got rid of, since the logs themselves are the best buffer. */
export interface Gate {
  isOpen(): boolean;
  /** Resolves when it is. */
  opened(): Promise<void>;
  /** Nobody waits any longer. */
  close(): void;
  /** Tells why it is not, when it is not. */
  parts(): readonly Part[];
}

/** What a gate works with. */
export interface GateOptions {
  /** Why nothing more should be read. */
  readonly congestion: () => string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often those who wait look again, milliseconds. */
const patience = 250;

/** A gate that is open while there is no congestion; the log tells when it closes and opens. */
export function createGate({ congestion, clock, logger }: GateOptions): Gate {
  let closedSince: number | undefined;
  let isOver = false;
  const isOpen = () => {
    const reason = congestion();
    if (reason !== undefined && closedSince === undefined) {
      closedSince = clock.now();
      logger.warn(`logs are read no further for now: ${reason}`);
    } else if (reason === undefined && closedSince !== undefined) {
      logger.info(`logs are read again, after ${Math.round((clock.now() - closedSince) / 1000)} s`);
      closedSince = undefined;
    }
    return reason === undefined;
  };
  return {
    isOpen,
    close() {
      isOver = true;
    },
    parts() {
      const reason = congestion();
      const remedy = 'make room on the disk, or see why the StatsD server does not take what is said';
      return reason === undefined ? [] : [{ name: 'reading', state: 'down', detail: `held up: ${reason}`, remedy }];
    },
    async opened() {
      while (!isOver && !isOpen()) await delay(clock, patience);
    },
  };
}
