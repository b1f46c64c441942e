import type { Config } from '../../../shared/config/schema.ts';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import type { SeriesBrowser } from '../../series/series-browser.ts';
import type { Health, ManagementState } from '../state.ts';

/** What commands work on. */
export interface Managed {
  readonly browser: SeriesBrowser;
  readonly state: ManagementState;
  readonly config: () => Config['statsd'];
  readonly clock: Pick<Clock, 'now'>;
  /** As it was last set. */
  health: Health;
}

/** One command of statsd's text interface. */
export interface Command {
  readonly name: string;
  /** The answer, in pieces of some kilobytes, each made when it is taken. A client that leaves ends it early. */
  answer(parameters: readonly string[], managed: Managed): Iterable<string> | AsyncIterable<string>;
  /** Whether the connection ends with it. */
  readonly last?: boolean;
}

/** What ends the answers of commands whose length is not known. */
export const end = 'END\n\n';
