import type { Readable } from 'node:stream';
import { createLineSplitter } from '../lines/line-splitter.ts';

/** The lines of a stream, without their ends, as they come; of each the first `maxLine` bytes. `onCut`: the next one is longer. */
export async function* readLines(stream: Readable, maxLine: number, onCut: () => void): AsyncGenerator<Buffer> {
  const lines: Buffer[] = [];
  const sink = {
    // The bytes are valid during the call only.
    line: (buffer: Buffer, start: number, end: number) => void lines.push(Buffer.from(buffer.subarray(start, end))),
  };
  const splitter = createLineSplitter(sink, { maxLine, room: { left: 2 * maxLine }, onTruncated: onCut });
  for await (const chunk of stream) {
    const bytes: Buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    splitter.feed(bytes, 0, bytes.length);
    yield* lines.splice(0);
  }
  splitter.end();
  yield* lines.splice(0);
}
