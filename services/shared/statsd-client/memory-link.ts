import { Writable } from 'node:stream';

/** Takes StatsD lines, whole ones only, each ended by a line feed. Must not throw. */
export type LineSink = (lines: Buffer) => void;

/**
 * The link inside one process: what a client writes is in the server's hands when `write` returns.
 * It holds nothing back, so there is nothing to bound and nothing to lose.
 */
export function createMemoryLink(sink: LineSink): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      done();
      try {
        sink(chunk);
      } catch (error) {
        // hot-shots would swallow what is a bug of the server, with the lines.
        process.nextTick(() => {
          throw error;
        });
      }
    },
  });
}
