/**
 * One metric as it lies in a packet: ranges of bytes, and its number. The parser fills the same object for every line,
 * so that a line costs no allocation: it is good only until the call it was passed to returns.
 */
export interface MetricLine {
  buffer: Buffer;
  /** Of the buffer, for who reads several bytes at once. */
  view: DataView;
  nameStart: number;
  /** Of the whole line. */
  end: number;
  /** Tags in the name are part of it: {@link ../parser/named.ts} takes them apart. */
  nameEnd: number;
  /** The bytes between `#` and the end of the section; empty when there are no tags. With `|c:` and a container's id behind it, where that is kept. */
  tagsStart: number;
  tagsEnd: number;
  /** Of the bytes of name and tags: see {@link ./hash.ts}. */
  hash: number;
  type: TypeCode;
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
  /** Said by this process, not by anyone outside. */
  own: boolean;
}

/** A type of metric as its place in `metricTypes` (shared/metric.ts): a number, for the columns of the series. */
export type TypeCode = number;

/** A number rather than undefined, so that the field of the one line object never changes its kind. */
export const noTimestamp = -1;

/** Why a line is not StatsD, or not one that is understood. */
export const badReasons = [
  'too_long',
  'no_value',
  'name',
  'tags',
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
  /** Once for each value of a line. */
  metric(line: MetricLine): void;
  event(event: Event): void;
  /** The bytes [start, end) of `buffer` are the line. */
  bad(reason: BadReason, buffer: Buffer, start: number, end: number): void;
}

const none = Buffer.alloc(0);

/** All of these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** An empty line, for a parser to fill. */
export function createMetricLine(): MetricLine {
  return {
    buffer: none,
    view: viewOf(none),
    nameStart: 0,
    end: 0,
    nameEnd: 0,
    tagsStart: 0,
    tagsEnd: 0,
    hash: 0,
    type: 0,
    valueStart: 0,
    valueEnd: 0,
    // Not a whole number, so that the field holds doubles from the start.
    value: Number.NaN,
    signed: false,
    rate: Number.NaN,
    timestamp: noTimestamp,
    own: false,
  };
}
