import type { LineSink } from './line-sink.ts';
import type { PartialLine } from './partial-line.ts';

/** Hands on to `sink`, the first line with what is in `begun` before it: that of which the beginning lies in another file. */
export function preceded(begun: PartialLine, sink: LineSink): LineSink {
  return {
    line(buffer, start, end, logged) {
      if (!begun.open) {
        sink.line(buffer, start, end, logged);
        return;
      }
      begun.append(buffer, start, end);
      begun.end(sink, logged - (end - start));
    },
  };
}
