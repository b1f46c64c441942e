import { createDirectoryNames } from '../../../../services/log-tailer/files/directory-names.ts';
import { createOpenFiles } from '../../../../services/log-tailer/files/open-files.ts';
import type { FileContext } from '../../../../services/log-tailer/files/open-log-file.ts';
import { openTail } from '../../../../services/log-tailer/files/open-tail.ts';
import { type FilePosition, type Identity, identityKey } from '../../../../services/log-tailer/files/position.ts';
import { createReadBuffer } from '../../../../services/log-tailer/files/read-buffer.ts';
import type { Look, Tail } from '../../../../services/log-tailer/files/tail.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

/** What the tails of one test know of files, over their restarts. */
export interface Known {
  readonly positions: Map<string, { readonly position: FilePosition; readonly done: boolean }>;
}

/** Nothing known. */
export const createKnown = (): Known => ({ positions: new Map() });

function knownAs({ positions }: Known, file: Identity) {
  const entry = positions.get(identityKey(file));
  return entry && { ...entry.position, done: entry.done };
}

/** Opens a tail of `path` for a test, which drives its looks and its time. */
export function createTailing(
  path: string,
  { known = createKnown(), start = 'beginning', leftAt = 0, bufferSize = 4096, rotated = 'end' } = {},
) {
  const sink = createCollectingSink();
  const lost: string[] = [];
  const gaps = { count: 0 };
  const troubles: string[] = [];
  const context: FileContext = {
    buffer: createReadBuffer(bufferSize),
    followed: createOpenFiles(),
    namesIn: createDirectoryNames(),
    known: file => knownAs(known, file),
  };
  const limits = createLimits(2000);
  const opened = openTail({
    path,
    sink,
    limits,
    context,
    startRotatedAt: () => (rotated === 'end' ? 'end' : 'beginning'),
    read: () => [...known.positions.values()].map(({ position }) => position),
    startAt: () => (start === 'end' ? 'end' : 'beginning'),
    left: [...known.positions.values()].flatMap(({ position, done }) => (done ? [] : position)),
    leftAt,
    onPosition: (position, done) => void known.positions.set(identityKey(position), { position, done }),
    onLost: (bytes, reason) => void lost.push(`${bytes} ${reason}`),
    onGap: () => void gaps.count++,
    onTrouble: message => void troubles.push(message),
  });
  if (!opened.ok) throw new Error(opened.reason.reason);
  const tail: Tail = opened.value;
  let now = 1_000_000;
  return {
    tail,
    known,
    context,
    limits,
    lost,
    gaps,
    troubles,
    /** The time, so much later than before. */
    now: (later: number) => (now += later),
    /** Looks until there is nothing new; the last look. */
    look(later = 0): Look {
      now += later;
      for (;;) {
        const look = tail.look(now);
        if (look === 'idle' || look === 'ended') return look;
      }
    },
    /** The same, and what lines came. */
    read(later = 0): string[] {
      this.look(later);
      return sink.take();
    },
    take: sink.take,
    close: () => tail.close(),
  };
}
