import type { Event } from '../../event.ts';
import { frame } from '../../files/record.ts';
import type { Point } from '../../point.ts';
import { sliceEvents } from '../event-slices.ts';
import { encodePoints } from './point-columns.ts';

/** A record, and how many items are in it. */
export interface SizedRecord {
  readonly record: Buffer;
  readonly items: number;
}

/** Points in one record at most: some milliseconds' work. */
const mostPoints = 5000;
/** UTF-16 units of a record's payload, from which on it is made as two. */
const longPayload = 16_000_000;

/** The records of these points, in their order. */
export function* pointRecords(points: readonly Point[]): Generator<SizedRecord> {
  for (let start = 0; start < points.length; start += mostPoints) {
    const slice = points.length > mostPoints ? points.slice(start, start + mostPoints) : points;
    yield* recordsOf(slice);
  }
}

function* recordsOf(points: readonly Point[]): Generator<SizedRecord> {
  const payload = encodePoints(points);
  if (payload.length <= longPayload || points.length === 1) {
    yield { record: frame(payload), items: points.length };
    return;
  }
  const half = Math.ceil(points.length / 2);
  yield* recordsOf(points.slice(0, half));
  yield* recordsOf(points.slice(half));
}

/** The records of these events, in their order. */
export function* eventRecords(events: readonly Event[]): Generator<SizedRecord> {
  for (const slice of sliceEvents(events)) yield { record: frame(JSON.stringify(slice)), items: slice.length };
}

/** What {@link eventRecords} put into a record. Throws what is no JSON. */
export function decodeEvents(payload: string): Event[] {
  return JSON.parse(payload);
}
