/** Numbers of the entries that one flush made; a kind of which there was nothing has none. */
export interface ClosedEntries {
  readonly points: number | undefined;
  readonly events: number | undefined;
}

/** Whoever must know, and remember for good, what the outbox holds for good. */
export interface OutboxWitness {
  /** A flush is complete: these entries hold it. */
  closed(entries: ClosedEntries): void;
  /** Asked before an entry gets its final name, by which it is there for good; rejects when that may not be for now. */
  ready(entry: number): Promise<void>;
  /** An entry is there for good, or nowhere any more. Nothing of it goes to the store before this resolves; it never rejects. */
  settled(entry: number): Promise<void>;
}
