import { hashByte } from '../parser/hash.ts';
import type { MetricLine } from '../parser/metric-line.ts';
import type { SeriesColumns } from './columns.ts';
import { KeyShard } from './key-shard.ts';
import type { EntryRoom } from './series-room.ts';

/** What a key table works with. */
export interface KeyTableOptions {
  readonly columns: SeriesColumns;
  /** From which it takes the room for its keys. */
  readonly room: EntryRoom;
  /** It is made of 2^bits parts, so that none of them takes long to grow or to be cleared. */
  readonly shardBits: number;
}

/**
 * From the bytes of a line's name, type and tags to the row of its series, with no string made. The same tags in another
 * order are another key of the same series.
 */
export class KeyTable {
  readonly #room: EntryRoom;
  readonly #shards: readonly KeyShard[];
  readonly #shift: number;

  constructor({ columns, room, shardBits }: KeyTableOptions) {
    this.#room = room;
    this.#shards = Array.from({ length: 2 ** shardBits }, () => new KeyShard(columns));
    this.#shift = 32 - shardBits;
  }

  /** The row of a key, or -1. */
  find(line: MetricLine): number {
    const hash = hashOf(line);
    return this.#shardOf(hash).find(line, hash);
  }

  /** Adds a key that {@link KeyTable.find} did not find; false when there is no room for it, nor reserved room if it may have that. */
  add(line: MetricLine, row: number, reserved = false): boolean {
    if (!this.#room.take(line.nameEnd - line.nameStart + line.tagsEnd - line.tagsStart, reserved)) return false;
    const hash = hashOf(line);
    this.#shardOf(hash).add(line, hash, row);
    return true;
  }

  /** Leaves out the keys whose rows are not to be kept, part by part: each step of the generator is one. */
  *retain(keep: (row: number) => boolean): Generator<void> {
    for (const shard of this.#shards) {
      const { entries, bytes } = shard.retain(keep);
      this.#room.give(entries, bytes);
      yield;
    }
  }

  #shardOf(hash: number): KeyShard {
    // Of a shift by 32 JavaScript makes one by 0.
    return this.#shards[this.#shift === 32 ? 0 : hash >>> this.#shift]!;
  }
}

/** With the type, so that a counter and a timing of one name part early; the low bits, which choose the slot, get something of the high ones. */
function hashOf(line: MetricLine): number {
  const hash = hashByte(line.hash, line.type);
  return hash ^ (hash >>> 15);
}
