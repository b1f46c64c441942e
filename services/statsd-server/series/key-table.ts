import type { MetricLine } from '../parser/metric-line.ts';
import type { Series } from './series.ts';
import type { EntryRoom } from './series-room.ts';

/** Small, since an interval of which something comes late has a table of its own; it doubles as need be. */
const firstCapacity = 16;

/**
 * From the bytes of a line's name, type and tags to its series, with no string made: a hash table with open addressing
 * over keys that lie one after another in one buffer. The same tags in another order are another key of the same series.
 */
export interface KeyTable {
  /** Undefined for a key that is not in the table. */
  find(line: MetricLine): Series | undefined;
  /** Adds a key that {@link KeyTable.find} did not find, if there is room for it. */
  add(line: MetricLine, series: Series): void;
  /** Forgets every key whose series is not to be kept. */
  retain(keep: (series: Series) => boolean): void;
}

/** An empty table, which takes the room for its keys from `room`. */
export function createKeyTable(room: EntryRoom): KeyTable {
  return new OpenAddressingTable(room);
}

class OpenAddressingTable implements KeyTable {
  readonly #room: EntryRoom;
  /** Entry index + 1 by hash, 0 where free; the length is a power of two, at least twice the entries. */
  #slots = new Int32Array(firstCapacity);
  #hashes: number[] = [];
  #series: Series[] = [];
  /** Where the key begins in the bytes, and the lengths of its name and tags. */
  #starts: number[] = [];
  #nameLengths: number[] = [];
  #tagsLengths: number[] = [];
  #bytes = Buffer.alloc(16 * firstCapacity);
  #used = 0;

  constructor(room: EntryRoom) {
    this.#room = room;
  }

  find(line: MetricLine): Series | undefined {
    const hash = hashOf(line);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return undefined;
      if (this.#hashes[entry] === hash && this.#matches(entry, line)) return this.#series[entry];
    }
  }

  add(line: MetricLine, series: Series): void {
    const nameLength = line.nameEnd - line.nameStart;
    const tagsLength = line.tagsEnd - line.tagsStart;
    const start = this.#used;
    if (!this.#room.take(nameLength + tagsLength)) return;
    this.#reserve(nameLength + tagsLength);
    line.buffer.copy(this.#bytes, start, line.nameStart, line.nameEnd);
    line.buffer.copy(this.#bytes, start + nameLength, line.tagsStart, line.tagsEnd);
    this.#used += nameLength + tagsLength;
    this.#push(hashOf(line), series, start, nameLength, tagsLength);
  }

  retain(keep: (series: Series) => boolean): void {
    const [hashes, series, starts, names, tags] = [
      this.#hashes,
      this.#series,
      this.#starts,
      this.#nameLengths,
      this.#tagsLengths,
    ];
    const bytes = this.#bytes;
    const usedBefore = this.#used;
    this.#hashes = [];
    this.#series = [];
    this.#starts = [];
    this.#nameLengths = [];
    this.#tagsLengths = [];
    this.#slots = new Int32Array(firstCapacity);
    this.#bytes = Buffer.alloc(bytes.length);
    this.#used = 0;
    for (let entry = 0; entry < series.length; entry++) {
      if (!keep(series[entry]!)) continue;
      const [start, length] = [starts[entry]!, names[entry]! + tags[entry]!];
      bytes.copy(this.#bytes, this.#used, start, start + length);
      this.#push(hashes[entry]!, series[entry]!, this.#used, names[entry]!, tags[entry]!);
      this.#used += length;
    }
    this.#room.give(series.length - this.#series.length, usedBefore - this.#used);
  }

  #push(hash: number, series: Series, start: number, nameLength: number, tagsLength: number): void {
    this.#hashes.push(hash);
    this.#series.push(series);
    this.#starts.push(start);
    this.#nameLengths.push(nameLength);
    this.#tagsLengths.push(tagsLength);
    if (this.#series.length * 2 <= this.#slots.length) {
      this.#place(this.#series.length - 1);
      return;
    }
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let entry = 0; entry < this.#series.length; entry++) this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[entry]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#used + length));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }

  #matches(entry: number, line: MetricLine): boolean {
    const nameLength = this.#nameLengths[entry]!;
    const tagsLength = this.#tagsLengths[entry]!;
    if (nameLength !== line.nameEnd - line.nameStart || tagsLength !== line.tagsEnd - line.tagsStart) return false;
    if (this.#series[entry]!.type !== line.type) return false;
    const start = this.#starts[entry]!;
    return (
      sameBytes(this.#bytes, start, line.buffer, line.nameStart, nameLength) &&
      sameBytes(this.#bytes, start + nameLength, line.buffer, line.tagsStart, tagsLength)
    );
  }
}

/** FNV-1a, 32 bits (draft-eastlake-fnv), begun with the type so that a counter and a timing of one name part early. */
function hashOf(line: MetricLine): number {
  let hash = 0x811c9dc5 ^ line.type.charCodeAt(0);
  const { buffer } = line;
  for (let index = line.nameStart; index < line.nameEnd; index++) hash = Math.imul(hash ^ buffer[index]!, 0x01000193);
  for (let index = line.tagsStart; index < line.tagsEnd; index++) hash = Math.imul(hash ^ buffer[index]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Keys are short: the loop beats the call into Buffer.compare. */
function sameBytes(a: Buffer, aStart: number, b: Buffer, bStart: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (a[aStart + index] !== b[bStart + index]) return false;
  return true;
}
