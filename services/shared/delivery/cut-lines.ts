const lineFeed = 10;

/** Cuts whole lines into pieces of whole lines, each of `most` bytes at most, unless a line alone is longer. */
export function cutLines(lines: Buffer, most: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = lines.length;
    if (end - start > most) {
      const last = lines.lastIndexOf(lineFeed, start + most - 1);
      end = (last >= start ? last : lines.indexOf(lineFeed, start)) + 1 || lines.length;
    }
    pieces.push(lines.subarray(start, end));
    start = end;
  }
  return pieces;
}
