import { createHash } from 'node:crypto';
import { escape as escaped } from '@influxdata/influxdb-client';
import type { Event } from '../../event.ts';
import { type Tags, tagsKey } from '../../metric.ts';
import type { Point } from '../../point.ts';
import {
  eventsMeasurement,
  eventTags,
  measurementName,
  metricTags,
  storedText,
  type TagNaming,
} from './stored-names.ts';

/** InfluxDB's times are nanoseconds in 64 bits: this many milliseconds before and after 1970. */
const furthestTime = 9_223_372_036_000;
/** Bytes of a measurement's name with its tags, a field's name included. */
const longestSeries = 65_000;

const isTime = (time: number) => Math.abs(time) <= furthestTime;

/** A measurement and its tags, sorted by name, which InfluxDB takes in faster. A tag without a value is one that is not there. */
function seriesText(measurement: string, tags: Tags, naming: TagNaming): string | undefined {
  const stored = new Map<string, string>();
  for (const name of Object.keys(tags)) {
    const key = naming.stored(name);
    const value = storedText(tags[name]!);
    if (key && value) stored.set(key, value);
  }
  let text = escaped.measurement(measurement);
  for (const key of [...stored.keys()].sort()) text += `,${escaped.tag(key)}=${escaped.tag(stored.get(key)!)}`;
  return measurement === '' || Buffer.byteLength(text) > longestSeries ? undefined : text;
}

/**
 * A point in line protocol, its time in milliseconds. Numbers have no suffix, which makes every field a float.
 * Undefined for a point without a field, a value that is not finite, a time beyond the store's, a series too long.
 */
export function pointLine({ metric, tags, fields, time }: Point): string | undefined {
  const series = seriesText(measurementName(metric), tags, metricTags);
  const names = Object.keys(fields);
  if (series === undefined || names.length === 0 || !isTime(time)) return undefined;
  if (!names.every(name => Number.isFinite(fields[name]))) return undefined;
  return `${series} ${names.map(name => `${escaped.tag(storedText(name))}=${fields[name]}`).join(',')} ${Math.floor(time)}`;
}

/** What of an event is not in its series, as a number below a million. */
const fingerprint = ({ title, text }: Event) =>
  createHash('sha256').update(`${title}\0${text}`).digest().readUIntBE(0, 6) % 1_000_000;

/**
 * An event in line protocol, its time in nanoseconds: InfluxDB keeps one point per series and time, so the part below
 * the millisecond is made from title and text. Events of one moment then stay apart, and the same one written again
 * replaces itself. The field `tags` is what Grafana shows as an annotation's tags. Undefined as for a point.
 */
export function eventLine(event: Event): string | undefined {
  const series = seriesText(eventsMeasurement, event.tags, eventTags);
  if (series === undefined || !isTime(event.time)) return undefined;
  const fields = { title: event.title, text: event.text, tags: tagsKey(event.tags) };
  const values = Object.entries(fields).map(([name, value]) => `${name}=${escaped.quoted(value)}`);
  const time = BigInt(Math.floor(event.time)) * 1_000_000n + BigInt(fingerprint(event));
  return `${series} ${values.join(',')} ${time}`;
}
