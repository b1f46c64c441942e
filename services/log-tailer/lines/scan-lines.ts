import { handOn, type LineLimits, type LineSink } from './line-sink.ts';

const lineFeed = 10;
/** In fewer bytes there are too few lines for looking ahead to be worth the calls. */
const worthLookingAhead = 4096;

/**
 * Hands on every complete line in the bytes [start, end) of `buffer`, and returns where the incomplete rest begins.
 * Bytes are never decoded: invalid UTF-8 and NULs are like any others.
 */
export function scanLines(buffer: Buffer, start: number, end: number, sink: LineSink, limits: LineLimits): number {
  if (sink.within === undefined || end - start < worthLookingAhead) return scan(buffer, start, end, sink, limits);
  sink.within({ buffer, start, end });
  try {
    return scan(buffer, start, end, sink, limits);
  } finally {
    sink.within(undefined);
  }
}

function scan(buffer: Buffer, start: number, end: number, sink: LineSink, limits: LineLimits): number {
  let from = start;
  for (;;) {
    const at = buffer.indexOf(lineFeed, from);
    if (at < 0 || at >= end) return from;
    handOn(sink, limits, buffer, from, at, at + 1 - from);
    from = at + 1;
  }
}
