import type { Writable } from 'node:stream';
import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { SelfMetrics } from '../self-metrics.ts';
import type { Outgoing } from './outgoing.ts';

/** What a service says, on its way to the server. */
export interface Link {
  /** What a StatsD client writes to. Ending it waits until the server has everything, without a limit of its own. */
  readonly stream: Writable;
  /** Its batches, for what carries them. */
  readonly batches: Outgoing;
  /** Why nothing more should be said for now, in a line; undefined when it may be, or when what finds no room is dropped. */
  congestion(): string | undefined;
  /** To be called when nothing is sent any more. */
  close(): Promise<void>;
}

/** What a link works with. */
export interface LinkOptions {
  /** That of the service. */
  readonly name: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
  /** Bytes that what waits may take up while the server does not take it. */
  readonly maxQueuedBytes: () => number;
}
