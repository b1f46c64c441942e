/** Knows which segments of a log are done with. */
export interface SegmentLedger {
  /** A record of so many bytes in a segment has this number. */
  appended(segment: number, number: number, bytes: number): void;
  /** A record of the segment is on disk. */
  durable(segment: number): void;
  /** Records up to this number are needed no more. */
  done(number: number): void;
  /** Of all segments that are still there. */
  bytes(): number;
}

/** Calls `removeBefore` when segments are done with: none of their records is needed, and a record of a later one is on disk. */
export function createSegmentLedger(removeBefore: (segment: number) => void): SegmentLedger {
  const last: { readonly segment: number; number: number; bytes: number }[] = [];
  let onDisk = 0;
  let done = 0;
  const tidy = () => {
    while (last[0] && last[0].segment < onDisk && last[0].number <= done) last.shift();
    if (last[0]) removeBefore(last[0].segment);
  };
  return {
    appended(segment, number, bytes) {
      if (last.at(-1)?.segment !== segment) last.push({ segment, number, bytes: 0 });
      const newest = last.at(-1)!;
      newest.number = number;
      newest.bytes += bytes;
    },
    durable(segment) {
      onDisk = Math.max(onDisk, segment);
      tidy();
    },
    done(number) {
      done = number;
      tidy();
    },
    bytes: () => last.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
