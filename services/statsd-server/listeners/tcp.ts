import type { Address } from '../../shared/lifecycle/binding.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Ingest } from './ingest.ts';
import { createLineSplitter } from './line-splitter.ts';
import { listenStream, type StreamListener, type StreamOptions } from './stream-server.ts';

/** What a TCP listener needs besides its address. */
export interface TcpOptions extends Omit<StreamOptions, 'createSplitter'> {
  /** Asked for at each line, since the configuration may change. */
  readonly maxLineBytes: () => number;
  readonly ingest: Ingest;
}

/** Listens for streams of StatsD lines, each ended by a line feed (the last one by the end of the stream, too). */
export function listenTcp(
  { host, port }: Address,
  { maxLineBytes, ingest, ...options }: TcpOptions,
): Promise<Outcome<StreamListener, NodeJS.ErrnoException>> {
  return listenStream(
    { host, port },
    {
      ...options,
      createSplitter: lineCame =>
        createLineSplitter(maxLineBytes, (buffer, start, end) => {
          lineCame();
          ingest('tcp', buffer, start, end);
        }),
    },
  );
}
