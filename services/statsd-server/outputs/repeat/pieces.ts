const lineFeed = 0x0a;

/** The end of [start, end) without the line feeds at its end. */
export function withoutLineFeeds(buffer: Buffer, start: number, end: number): number {
  let last = end;
  while (last > start && buffer[last - 1] === lineFeed) last -= 1;
  return last;
}

/**
 * Where to cut [start, end) so that what is before has at most `most` bytes: at the line feed after the last whole line that
 * fits, or after the first line when that alone is longer; `end` when all fits.
 */
export function cutAt(buffer: Buffer, start: number, end: number, most: number): number {
  if (end - start <= most) return end;
  // Views, since a search of the buffer itself would go beyond [start, end) where there is no line feed.
  const fitting = buffer.subarray(start, start + most + 1).lastIndexOf(lineFeed);
  if (fitting > 0) return start + fitting;
  const first = buffer.subarray(start + most, end).indexOf(lineFeed);
  return first < 0 ? end : start + most + first;
}
