import type { FileBytes } from './file-bytes.ts';
import { entryArrayHeaderBytes, layoutOf, objectType, readItem, readLong } from './layout.ts';

/** Where a file's entries lie, in the order in which they were written: a chain of arrays, each about twice as long as the one before. */
export interface EntryList {
  /**
   * The offset of the entry `index`, as the file holds it (0 where it holds none yet), or `missing` when the chain does not
   * reach so far or is damaged. `first` is the offset of the first array. Asked for in growing order, each costs little.
   */
  offset(index: number, first: number): number | 'missing';
}

/** Of a file that `bytes` reads. Arrays lie one behind the other, at `headerSize` (bytes) or behind it. */
export function createEntryList(bytes: FileBytes, compact: boolean, headerSize: number): EntryList {
  const { arrayItem } = layoutOf(compact);
  /** The array looked at: its offset (0 for none), the index of its first item, and how many it has. */
  let array = 0;
  let begin = 0;
  let length = 0;

  /** Goes to the array at `offset`, whose first item is entry `index`; false where there is none. */
  const enter = (offset: number, index: number): boolean => {
    // Each is made when the one before is full, so it lies behind it: a chain cannot lead in circles.
    if (offset < headerSize || offset <= array || offset % 8 !== 0) return false;
    if (!bytes.load(offset, entryArrayHeaderBytes) || bytes.bytes[bytes.start] !== objectType.entryArray) return false;
    const items = Math.floor((readLong(bytes.bytes, bytes.start + 8) - entryArrayHeaderBytes) / arrayItem);
    if (items < 1) return false;
    array = offset;
    begin = index;
    length = items;
    return true;
  };

  return {
    offset(index, first) {
      if (index < begin) array = begin = length = 0;
      if (array === 0 && !enter(first, 0)) return 'missing';
      while (index >= begin + length) {
        if (!bytes.load(array, entryArrayHeaderBytes)) return 'missing';
        if (!enter(readLong(bytes.bytes, bytes.start + 16), begin + length)) return 'missing';
      }
      const at = array + entryArrayHeaderBytes + (index - begin) * arrayItem;
      return bytes.load(at, arrayItem) ? readItem(bytes.bytes, bytes.start, compact) : 'missing';
    },
  };
}
