import { chmod } from 'node:fs/promises';
import { clearSocketFile } from '../../shared/files/socket-file.ts';
import { failure, type Outcome } from '../../shared/outcome.ts';
import { createPacketOrLineSplitter } from './packet-splitter.ts';
import { listenStream, type StreamListener } from './stream-server.ts';
import type { LinesOptions } from './tcp.ts';

/** What a unix listener needs besides its path. */
export interface UnixOptions extends LinesOptions {
  /** A packet was cut off or announced as longer than any can be. */
  readonly onBroken: () => void;
}

/** StatsD knows no login, and whoever may use the host reaches it by UDP, too: the directory says who may come in here. */
const mode = 0o666;

/**
 * Listens at `path` for streams of lines, or of packets as DogStatsD's clients send them. A socket file on which nobody
 * answers is replaced; the file is removed at the end.
 */
export async function listenUnix(
  path: string,
  { maxLineBytes, ingest, onBroken, ...options }: UnixOptions,
): Promise<Outcome<StreamListener, NodeJS.ErrnoException>> {
  const problem = await clearSocketFile(path);
  if (problem) return failure(problem);
  const outcome = await listenStream(
    { path },
    {
      ...options,
      createSplitter: (lineCame, giveUp) =>
        createPacketOrLineSplitter(maxLineBytes, {
          lines(buffer, start, end) {
            lineCame();
            ingest('unix', buffer, start, end);
          },
          broken() {
            onBroken();
            giveUp();
          },
        }),
    },
  );
  if (outcome.ok) await chmod(path, mode).catch(() => {}); // of another's file system, perhaps: it listens all the same
  return outcome;
}
