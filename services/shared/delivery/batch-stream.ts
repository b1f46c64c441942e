import { Writable } from 'node:stream';
import { withTimestamp } from './timestamp.ts';

/** Gathers what a StatsD client writes, for the next batch. */
export interface BatchStream extends Writable {
  /** Bytes that were written since the last `take`. */
  gathered(): number;
  /** What was written since the last call, every metric with the time at which it was. */
  take(): Buffer;
}

/** What a stream of batches works with. */
export interface BatchStreamOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Something was written. */
  readonly onWrite: () => void;
  /** Nothing more will be written: resolves when all batches are where they are to go. */
  readonly onEnd: () => Promise<void>;
}

/** Has gathered nothing yet. It never fails and never makes the writer wait; it holds what it gathered until that is taken. */
export function createBatchStream({ now, onWrite, onEnd }: BatchStreamOptions): BatchStream {
  let pieces: Buffer[] = [];
  let bytes = 0;
  const stream = new Writable({
    write(lines: Buffer, _encoding, done) {
      const stamped = withTimestamp(lines, now());
      pieces.push(stamped);
      bytes += stamped.length;
      done();
      onWrite();
    },
    final(done) {
      void onEnd().then(() => done());
    },
  });
  return Object.assign(stream, {
    gathered: () => bytes,
    take() {
      const taken = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
      return taken;
    },
  });
}
