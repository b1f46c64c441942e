import { cleanTagValue, createDistinctValues } from '../tally/tag-values.ts';
import { startsWith } from './scan.ts';

/** What belongs to the name that the bytes [start, end) are. */
export type NamedEntries<Found> = (buffer: Buffer, start: number, end: number) => Found;

interface Known<Found> {
  readonly bytes: Buffer;
  readonly found: Found;
  readonly next: Known<Found> | undefined;
}

/** Longer names are cut. */
const longest = 100;
/** Names whose bytes are kept; for one of the others its text is made anew each time. */
const mostKnown = 200;

/**
 * Finds by bytes what `make` made of a name, so that a line whose name was seen before makes no text. The first 100
 * names are told apart, as with rules; every other one is `_OTHER`.
 */
export function createNamedEntries<Found>(make: (name: string) => Found): NamedEntries<Found> {
  const distinct = createDistinctValues();
  const byText = new Map<string, Found>();
  const byHash = new Map<number, Known<Found>>();
  let known = 0;

  const foundFor = (bytes: Buffer): Found => {
    const name = distinct(cleanTagValue(bytes.toString()));
    let found = byText.get(name);
    if (found === undefined) {
      found = make(name);
      byText.set(name, found);
    }
    return found;
  };

  return (buffer, start, end) => {
    const stop = Math.min(end, start + longest);
    let hash = 0;
    for (let at = start; at < stop; at++) hash = (Math.imul(hash, 31) + buffer[at]!) | 0;
    const first = byHash.get(hash);
    for (let entry = first; entry !== undefined; entry = entry.next) {
      if (entry.bytes.length === stop - start && startsWith(buffer, start, stop, entry.bytes)) return entry.found;
    }
    const bytes = Buffer.from(buffer.subarray(start, stop));
    const found = foundFor(bytes);
    if (known < mostKnown) {
      known += 1;
      byHash.set(hash, { bytes, found, next: first });
    }
    return found;
  };
}
