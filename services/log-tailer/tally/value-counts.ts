/** How often each of some values was added since they were taken. */
export interface ValueCounts<Value> {
  add(value: Value, times?: number): void;
  /** Says each value, and holds none any more. */
  take(say: (value: Value, times: number) => void): void;
}

/** How many different values all counts of a tally may hold together. */
export interface ValueRoom {
  left: number;
  /** Values that there was no room for. */
  dropped: number;
}

/** Of values of any kind. */
export function createValueCounts<Value>(room: ValueRoom): ValueCounts<Value> {
  const counts = new Map<Value, number>();
  return {
    add(value, times = 1) {
      const before = counts.get(value);
      if (before !== undefined || isRoom(room)) counts.set(value, (before ?? 0) + times);
    },
    take(say) {
      for (const [value, times] of counts) say(value, times);
      counts.clear();
    },
  };
}

/** Whole numbers below that have a place of their own: milliseconds, nearly always. */
const places = 1024;
const fewest = 32;

/** Of numbers, for which a map's search and its misses of the cache would be the dearest part of a line. */
export function createNumberCounts(room: ValueRoom): ValueCounts<number> {
  const others = createValueCounts<number>(room);
  let counts = new Float64Array(0);
  const grow = (value: number) => {
    let size = fewest;
    while (size <= value) size *= 2;
    const grown = new Float64Array(size);
    grown.set(counts);
    counts = grown;
  };
  return {
    add(value, times = 1) {
      if (value >>> 0 !== value || value >= places) {
        others.add(value, times);
        return;
      }
      if (value >= counts.length) grow(value);
      if (counts[value] !== 0 || isRoom(room)) counts[value]! += times;
    },
    take(say) {
      for (let value = 0; value < counts.length; value++) {
        const times = counts[value]!;
        if (times !== 0) say(value, times);
      }
      counts.fill(0);
      others.take(say);
    },
  };
}

function isRoom(room: ValueRoom): boolean {
  if (room.left === 0) {
    room.dropped += 1;
    return false;
  }
  room.left -= 1;
  return true;
}
