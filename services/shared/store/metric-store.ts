import type { Event } from '../event.ts';
import type { Outcome } from '../outcome.ts';
import type { Point } from '../point.ts';
import type { Query, Series, TagFilter, TimeRange } from './query.ts';

/** What the store knows of one metric. */
export interface MetricDescription {
  readonly name: string;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

/**
 * Why a write did not happen. `retry`: the store is out of reach or its disk is full, and the same write may go
 * through later. `refused`: it never will.
 */
export interface WriteFailure {
  readonly kind: 'retry' | 'refused';
  readonly message: string;
}

/** The outcome of a write: how many points (or events) were taken. */
export type WriteOutcome = Outcome<number, WriteFailure>;

/** What the process means to do with the store: one that only reads keeps it up in no way. */
export type StoreAccess = 'write' | 'read';

/** What the store holds, or why it cannot be reached. */
export type StoreHealth = Outcome<{ readonly detail: string; readonly bytes?: number }>;

/**
 * A place for points. Every adapter passes the same contract tests (test/services/shared/store/contract.ts):
 * a point written again with the same metric, tags and time replaces its fields; a metric may be asked for with
 * dots or, as Telegraf's schema has it, underscores; what is unknown answers empty, not an error.
 * Reads reject only when the store cannot be reached.
 */
export interface MetricStore {
  write(points: readonly Point[]): Promise<WriteOutcome>;
  writeEvents(events: readonly Event[]): Promise<WriteOutcome>;
  /**
   * In the order of the tags' values; a series that has no point in the range is not answered. A filter for `''`
   * keeps series without the tag. Of values with the same time the greatest is the last.
   */
  query(query: Query): Promise<Series[]>;
  /** Oldest first, those of one moment by title; at most `limit`: the newest. */
  events(range: TimeRange, where: readonly TagFilter[], limit: number): Promise<Event[]>;
  /** By name. With filters: the metrics that have a series to which all apply. */
  metrics(where?: readonly TagFilter[]): Promise<MetricDescription[]>;
  /** Sorted. Of one metric, or of all. */
  tagValues(tag: string, metric?: string): Promise<string[]>;
  health(): Promise<StoreHealth>;
  /** Waits for what is under way, then lets go of the store. */
  close(): Promise<void>;
}
