import type { Outcome } from '../../shared/outcome.ts';
import type { StatsdClient } from '../../shared/statsd-client/client.ts';

/** One concern of the host: knows where the kernel tells of it, and how to say that in StatsD. */
export interface Source {
  /** As in the tag `source` of `tidegauge.collect.errors`. */
  readonly name: string;
  /** Reads once and says what it found. A failure may follow after part of it was said. */
  collect(statsd: StatsdClient): Outcome<void> | Promise<Outcome<void>>;
  /**
   * What the last round left out because it cannot be seen from where the process runs, and what would change that: no
   * failure, since the rest is right. Undefined when that is nothing.
   */
  omitted?(): string | undefined;
  /** Lets go of the files it keeps open. */
  close(): void;
}

/** What a source answers when it said all it has. */
export const said: Outcome<void> = { ok: true, value: undefined };
