/** What a service said between two moments: StatsD lines that are taken whole or not at all. */
export interface Batch {
  /** One higher than that of the client's batch before it; the first is 1. */
  readonly number: number;
  /** Whole lines, each ended by a line feed. */
  readonly lines: Buffer;
}

/** The server, as a client sees it. A client is known by an id of its own, which it keeps for as long as it keeps its numbers. */
export interface BatchTaker {
  /** Number of the last batch of this client that it has for good, 0 for none; undefined when it has no room for another client. */
  last(client: string): number | undefined;
  /**
   * Takes a batch; one that it has already changes nothing. Resolves when it has the batch for good, however long that takes.
   * Batches of a client must come in their order; the next one may come before this resolves.
   */
  take(client: string, batch: Batch): Promise<void>;
}

/** The batches of a client that the server does not have for good, as what brings them there sees them. */
export interface BatchSource {
  /** The client's id. */
  client(): string;
  /**
   * The server's last number, told when the way to it opens. False when it is above all that were ever made: the server knows
   * another by this id, whose spool was copied or put back, and nothing may be sent before the id is a new one.
   */
  greeted(number: number): boolean;
  /** The first batch above this number, if there is one that may be sent. */
  after(number: number): Batch | undefined;
  /** The server has all up to this number for good: they are forgotten. */
  acknowledged(number: number): void;
  /** Calls this whenever there may be something more to send. */
  onMore(listener: () => void): void;
}
