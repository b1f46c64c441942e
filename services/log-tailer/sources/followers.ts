import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import { quote } from '../../shared/logging/quote.ts';
import { createSampler } from '../../shared/logging/sample.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { success } from '../../shared/outcome.ts';
import { createDirectoryNames } from '../files/directory-names.ts';
import { createOpenFiles } from '../files/open-files.ts';
import type { FileContext, OpenFailure, StartAt } from '../files/open-log-file.ts';
import { openTail } from '../files/open-tail.ts';
import { createPoller } from '../files/poller.ts';
import { createReadBuffer } from '../files/read-buffer.ts';
import type { Tail } from '../files/tail.ts';
import type { Gate } from '../gate.ts';
import type { LineLimits, LineSink } from '../lines/line-sink.ts';
import type { LogReading } from '../metrics/observed-log.ts';
import type { Positions } from '../positions.ts';
import type { TailerMetrics } from '../tailer-metrics.ts';

/** Follows log files, and keeps how far each was read. */
export interface Followers {
  /** Begins to follow a file, where it was left if it was followed before. */
  follow(log: FollowedLog): Outcome<Follower, OpenFailure>;
  /** Bytes written but not handed on, of all files. */
  behind(): number;
  /** Tells the positions of all files. */
  keep(): void;
  /** Reads what there is until `deadline` (epoch ms), keeps the positions and closes the files. */
  stop(deadline: number): Promise<void>;
}

/** A log file to follow. */
export interface FollowedLog {
  /** What its positions are kept under. */
  readonly source: string;
  readonly path: string;
  /** Asked once the file is open: where it can't be, there is nothing to make. */
  readonly sink: () => LineSink;
  readonly limits: LineLimits;
  readonly startAt: StartAt;
  /** Which files that were rotated before anyone looked belong to the log too: those that are to be read from their beginning. */
  readonly startRotatedAt: StartAt;
  /** See {@link FileContext}. */
  readonly reach?: FileContext['reach'];
  /** There was nothing new. */
  readonly onIdle?: () => void;
  /** It is gone and read to its end, or was finished. */
  readonly onEnd: () => void;
}

/** A log file that is followed. */
export interface Follower {
  /** How far it has been read, in the words of who looks at it. */
  reading(): Pick<LogReading, 'behind' | 'position'>;
  /** Reads it to its end, and lets go of it. */
  finish(): void;
  /** Lets go of it; what follows is read when it is followed again. */
  release(): void;
}

/** What it needs. */
export interface FollowersOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly positions: Positions;
  readonly counters: Pick<TailerMetrics, 'lost' | 'gaps'>;
  readonly gate: Pick<Gate, 'isOpen'>;
}

/** How often the position of a file in which nothing moves is told, milliseconds: a thousand of them are not to cost anything. */
const keepAllEvery = 60_000;

/** Follows nothing yet. */
export function createFollowers({ clock, logger, positions, counters, gate }: FollowersOptions): Followers {
  const tails = new Set<Tail>();
  const warn = createSampler(clock, message => logger.warn(message));
  const poller = createPoller(clock, gate.isOpen);
  let keptAll = Number.NaN;
  const context: FileContext = {
    buffer: createReadBuffer(),
    followed: createOpenFiles(),
    namesIn: createDirectoryNames(),
    known: file => positions.file(file),
  };

  const follow = (log: FollowedLog): Outcome<Follower, OpenFailure> => {
    let sink: LineSink | undefined;
    const opened = openTail({
      ...log,
      get sink() {
        sink ??= log.sink();
        return sink;
      },
      context: log.reach ? { ...context, reach: log.reach } : context,
      left: positions.filesOf(log.source),
      read: () => positions.knownOf(log.source),
      leftAt: positions.savedAt ?? clock.now(),
      onPosition: (position, done) => positions.keepFile(log.source, position, done),
      onLost: (bytes, reason) => {
        counters.lost[reason].add(bytes);
        warn(() => `${quote(log.path)}: ${bytes} bytes were gone before they could be read (${reason})`);
      },
      onGap: () => counters.gaps.add(),
      onTrouble: message => warn(() => `${quote(log.path)}: ${message}`),
    });
    if (!opened.ok) return opened;
    const tail = opened.value;
    const release = () => {
      poller.remove(tail);
      tails.delete(tail);
      tail.close();
    };
    tails.add(tail);
    tail.keep();
    const ended = () => {
      release();
      log.onEnd();
    };
    poller.add(tail, log.onIdle ? { ended, idle: log.onIdle } : { ended });
    return success({ reading: () => readingOf(log.path, tail), finish: () => poller.finish(tail), release });
  };

  return {
    follow,
    behind: () => [...tails].reduce((sum, tail) => sum + tail.unread(), 0),
    keep() {
      const isLong = !(clock.now() - keptAll < keepAllEvery);
      if (isLong) keptAll = clock.now();
      for (const tail of tails) if (isLong || tail.hasMoved()) tail.keep();
    },
    async stop(deadline) {
      await poller.stop(deadline);
      for (const tail of tails) tail.close();
      tails.clear();
    },
  };
}

function readingOf(path: string, tail: Tail): ReturnType<Follower['reading']> {
  const position = tail.progress();
  return { behind: tail.unread(), ...(position ? { position: { path, ...position } } : {}) };
}
