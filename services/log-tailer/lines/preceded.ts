import { handOn, type LineLimits, type LineSink } from './line-sink.ts';

/** Hands on to `sink`, the first line with `prefix` before it: that of which the beginning lies in another file. */
export function preceded(prefix: Buffer, sink: LineSink, limits: LineLimits): LineSink {
  let first = prefix.length > 0;
  return {
    line(buffer, start, end, logged) {
      if (!first) {
        sink.line(buffer, start, end, logged);
        return;
      }
      first = false;
      const whole = Buffer.concat([prefix, buffer.subarray(start, end)]);
      handOn(sink, limits, whole, 0, whole.length, prefix.length + logged);
    },
  };
}
