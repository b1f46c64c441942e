import type { MetricLine } from '../parser/metric-line.ts';
import { viewOf } from '../parser/metric-line.ts';
import { deadCode, type SeriesColumns } from './columns.ts';

/** Small, since an interval of which something comes late has a table of its own; it doubles as need be. */
const firstSlots = 16;
/** Of a slot: the hash, and the entry + 1 (0 where the slot is free). */
const slotWidth = 2;
/** Of an entry: where its bytes begin, the lengths of its name and tags, its row. The type is in the length of the name. */
const entryWidth = 4;
/** Less than two, since it is most of the memory, and copying it is cheap. */
const bytesGrowth = 1.25;
/** No line is longer than 2^20 bytes. */
const typeShift = 24;

/** A hash table with open addressing over keys that lie one after another in one buffer. */
export class KeyShard {
  readonly #columns: SeriesColumns;
  #slots = new Int32Array(slotWidth * firstSlots);
  #mask = firstSlots - 1;
  #entries = new Int32Array((entryWidth * firstSlots) / 2);
  #count = 0;
  #bytes = new Uint8Array(16 * firstSlots);
  #view = viewOf(this.#bytes);
  #used = 0;

  constructor(columns: SeriesColumns) {
    this.#columns = columns;
  }

  /** The row of the line's name, tags and type, or -1. `hash` is that of all of them. */
  find(line: MetricLine, hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slotWidth * slot + 1]! - 1;
      if (entry < 0) return -1;
      if (slots[slotWidth * slot] !== hash || !this.#matches(entry, line)) continue;
      const row = this.#entries[entryWidth * entry + 3]!;
      if (this.#columns.types[row] !== deadCode) return row;
    }
  }

  /** Adds a key that is not there. */
  add(line: MetricLine, hash: number, row: number): void {
    const nameLength = line.nameEnd - line.nameStart;
    const tagsLength = line.tagsEnd - line.tagsStart;
    this.#reserve(nameLength + tagsLength);
    const start = this.#used;
    copyBytes(line.buffer, line.nameStart, line.nameEnd, this.#bytes, start);
    copyBytes(line.buffer, line.tagsStart, line.tagsEnd, this.#bytes, start + nameLength);
    this.#used += nameLength + tagsLength;
    const at = entryWidth * this.#count;
    const entries = this.#entries;
    entries[at] = start;
    entries[at + 1] = nameLength | (line.type << typeShift);
    entries[at + 2] = tagsLength;
    entries[at + 3] = row;
    this.#place(hash, this.#count);
    this.#count += 1;
  }

  /** Leaves out the keys whose rows are not to be kept; answers how many they were, and their bytes. */
  retain(keep: (row: number) => boolean): { readonly entries: number; readonly bytes: number } {
    let [kept, used] = [0, 0];
    const [countBefore, usedBefore] = [this.#count, this.#used];
    const entries = this.#entries;
    for (let entry = 0; entry < countBefore; entry++) {
      if (!keep(entries[entryWidth * entry + 3]!)) continue;
      kept += 1;
      used += this.#lengthOf(entry);
    }
    if (kept === countBefore) return { entries: 0, bytes: 0 };
    const hashes = this.#hashes();
    const bytes = this.#bytes;
    this.#resize(kept, used);
    for (let entry = 0; entry < countBefore; entry++) {
      const at = entryWidth * entry;
      if (!keep(entries[at + 3]!)) continue;
      const length = (entries[at + 1]! & ((1 << typeShift) - 1)) + entries[at + 2]!;
      this.#bytes.set(bytes.subarray(entries[at]!, entries[at]! + length), this.#used);
      const to = entryWidth * this.#count;
      this.#entries[to] = this.#used;
      this.#entries.set(entries.subarray(at + 1, at + entryWidth), to + 1);
      this.#used += length;
      this.#place(hashes[entry]!, this.#count);
      this.#count += 1;
    }
    return { entries: countBefore - kept, bytes: usedBefore - used };
  }

  #matches(entry: number, line: MetricLine): boolean {
    const at = entryWidth * entry;
    const entries = this.#entries;
    const nameLength = line.nameEnd - line.nameStart;
    const tagsLength = line.tagsEnd - line.tagsStart;
    if (entries[at + 1] !== (nameLength | (line.type << typeShift)) || entries[at + 2] !== tagsLength) return false;
    const start = entries[at]!;
    return (
      sameBytes(this.#view, start, line.view, line.nameStart, nameLength) &&
      sameBytes(this.#view, start + nameLength, line.view, line.tagsStart, tagsLength)
    );
  }

  #lengthOf(entry: number): number {
    const at = entryWidth * entry;
    return (this.#entries[at + 1]! & ((1 << typeShift) - 1)) + this.#entries[at + 2]!;
  }

  /** By entry. */
  #hashes(): Int32Array {
    const hashes = new Int32Array(this.#count);
    for (let at = 0; at < this.#slots.length; at += slotWidth) {
      const entry = this.#slots[at + 1]! - 1;
      if (entry >= 0) hashes[entry] = this.#slots[at]!;
    }
    return hashes;
  }

  #place(hash: number, entry: number): void {
    let slot = hash & this.#mask;
    while (this.#slots[slotWidth * slot + 1] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slotWidth * slot] = hash;
    this.#slots[slotWidth * slot + 1] = entry + 1;
  }

  /** Makes room for one more entry, of so many bytes. */
  #reserve(length: number): void {
    if (this.#used + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * bytesGrowth, this.#used + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = viewOf(larger);
    }
    if (entryWidth * (this.#count + 1) <= this.#entries.length) return;
    const hashes = this.#hashes();
    const larger = new Int32Array(this.#entries.length * 2);
    larger.set(this.#entries);
    this.#entries = larger;
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length / slotWidth - 1;
    for (let entry = 0; entry < this.#count; entry++) this.#place(hashes[entry]!, entry);
  }

  /** Empty, with room for so much. */
  #resize(count: number, bytes: number): void {
    let slots = firstSlots;
    while (slots < 2 * count) slots *= 2;
    this.#slots = new Int32Array(slotWidth * slots);
    this.#mask = slots - 1;
    this.#entries = new Int32Array((entryWidth * slots) / 2);
    this.#bytes = new Uint8Array(Math.max(bytes, 16 * firstSlots));
    this.#view = viewOf(this.#bytes);
    this.#count = this.#used = 0;
  }
}

/** Four at a time: keys are short, and the loop beats the call into Buffer.compare. */
function sameBytes(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    if (a.getInt32(aStart + index, true) !== b.getInt32(bStart + index, true)) return false;
  }
  for (; index < length; index++) if (a.getUint8(aStart + index) !== b.getUint8(bStart + index)) return false;
  return true;
}

function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  for (let index = start; index < end; index++) to[at + index - start] = from[index]!;
}
