/** What `health` answers. */
export type Health = 'up' | 'down';

/** What the server did last with a store, or with another output that the command `stats` is to show. */
export interface BackendState {
  /** Before the dot of each line: `influxdb` makes `influxdb.last_flush`. */
  readonly name: string;
  /** When points were taken last, epoch milliseconds; undefined when they never were. */
  readonly lastFlush: number | undefined;
  /** When a write failed last, epoch milliseconds; undefined when none did. */
  readonly lastException: number | undefined;
  /** How long the last write took, milliseconds. */
  readonly flushTime: number;
  /** Bytes of the last write, where they are known. */
  readonly flushLength?: number;
}

/** What the command `stats` tells of the server. */
export interface ManagementState {
  /** Epoch milliseconds. */
  readonly started: number;
  /** When a line came last, epoch milliseconds; undefined when none did. */
  lastMessage(): number | undefined;
  /** Since the start. */
  badLines(): number;
  backends(): readonly BackendState[];
}
