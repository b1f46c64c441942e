import type { MetricType } from '../../shared/metric.ts';

/**
 * One metric as it lies in a packet: ranges of bytes, and its number. The parser fills the same object for every line,
 * so that a line costs no allocation: it is good only until the call it was passed to returns.
 */
export interface MetricLine {
  buffer: Buffer;
  nameStart: number;
  nameEnd: number;
  /** The bytes between `#` and the end of the section; empty when there are no tags. */
  tagsStart: number;
  tagsEnd: number;
  type: MetricType;
  /** The value's text: what a set counts. */
  valueStart: number;
  valueEnd: number;
  /** The value's number, sign included; NaN for a set. */
  value: number;
  /** The value is written with a sign: a gauge is changed by it, not set to it. */
  signed: boolean;
  /** Sample rate, above 0 and at most 1. */
  rate: number;
  /** When it was measured, epoch seconds (DogStatsD v1.3); {@link noTimestamp} for "now". */
  timestamp: number;
}

/** A number rather than undefined, so that the field of the one line object never changes its kind. */
export const noTimestamp = -1;

/** Why a line is not StatsD, or not one that is understood. */
export const badReasons = [
  'too_long',
  'no_value',
  'name',
  'value',
  'type',
  'rate',
  'timestamp',
  'too_old',
  'field',
  'event',
  'service_check',
] as const;

/** One of {@link badReasons}. */
export type BadReason = (typeof badReasons)[number];

/** What the parser hands on. */
export interface LineReceiver<Event> {
  metric(line: MetricLine): void;
  event(event: Event): void;
  /** The bytes [start, end) of `buffer` are the line. */
  bad(reason: BadReason, buffer: Buffer, start: number, end: number): void;
}
