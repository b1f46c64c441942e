import type { Clock } from '../../../lifecycle/clock.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { Reach } from '../../plan.ts';
import type { Connection } from '../connection.ts';

/** What the roll-up works with. */
export interface RollUpOptions {
  readonly connection: Connection;
  /** For how many milliseconds each resolution is kept. */
  readonly keep: Reach['kept'];
  readonly clock: Clock;
  readonly logger: Logger;
}
