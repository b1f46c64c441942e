import type { Clock } from '../../../lifecycle/clock.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { PerResolution } from '../../resolution.ts';
import type { Connection } from '../connection.ts';

/** What the roll-up works with. */
export interface RollUpOptions {
  readonly connection: Connection;
  /** For how many milliseconds each resolution is kept. */
  readonly keep: PerResolution<number>;
  readonly clock: Clock;
  readonly logger: Logger;
}
