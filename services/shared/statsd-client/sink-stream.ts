import { Writable } from 'node:stream';

/** Takes StatsD lines, whole ones only, each ended by a line feed. Must not throw. */
export type LineSink = (lines: Buffer) => void;

/**
 * What a client writes to for a sink in its own process, which has it when `write` returns: nothing is held back, so there
 * is nothing to bound and nothing to lose. For a server to its own client; services use a link (services/shared/delivery/).
 */
export function createSinkStream(sink: LineSink): Writable {
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
