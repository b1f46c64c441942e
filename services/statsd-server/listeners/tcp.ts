import type { BatchTaker } from '../../shared/delivery/batch.ts';
import type { Address } from '../../shared/lifecycle/binding.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { createBatchReader } from './batch-reader.ts';
import { createGreetedSplitter } from './greeted-splitter.ts';
import type { Ingest } from './ingest.ts';
import { createLineSplitter } from './line-splitter.ts';
import { listenStream, type StreamListener, type StreamOptions } from './stream-server.ts';

/** What a listener for lines needs besides its address. */
export interface LinesOptions extends Omit<StreamOptions, 'createSplitter'> {
  /** Asked for at each line, since the configuration may change. */
  readonly maxLineBytes: () => number;
  readonly ingest: Ingest;
}

/** What a TCP listener needs besides its address. */
export interface TcpOptions extends LinesOptions {
  /** Takes the batches of our own collectors. */
  readonly taker: BatchTaker;
  readonly clock: Clock;
  /** A stream of batches makes no sense, takes too long, or finds no room. */
  readonly onBroken: () => void;
}

/** Bytes of batches that come at the same time, all together. */
const roomForBatches = 67_108_864;

/**
 * Listens for streams of StatsD lines, each ended by a line feed (the last one by the end of the stream, too), and for those
 * of batches, which begin with a greeting.
 */
export function listenTcp(
  { host, port }: Address,
  { maxLineBytes, ingest, taker, clock, onBroken, ...options }: TcpOptions,
): Promise<Outcome<StreamListener, NodeJS.ErrnoException>> {
  const room = { left: roomForBatches };
  return listenStream(
    { host, port },
    {
      ...options,
      createSplitter: (lineCame, giveUp, reply) =>
        createGreetedSplitter(
          () => {
            const brokenOff = () => {
              onBroken();
              giveUp();
            };
            return createBatchReader({ taker, room, clock, reply, batchCame: lineCame, giveUp: brokenOff });
          },
          () =>
            createLineSplitter(maxLineBytes, (buffer, start, end) => {
              lineCame();
              ingest('tcp', buffer, start, end);
            }),
        ),
    },
  );
}
