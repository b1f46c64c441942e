import type { FileContext } from '../../../../services/log-tailer/files/open-log-file.ts';
import { type FilePosition, identityKey } from '../../../../services/log-tailer/files/position.ts';
import { createReadBuffer } from '../../../../services/log-tailer/files/read-buffer.ts';
import { type Look, openTail, type Tail } from '../../../../services/log-tailer/files/tail.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

/** What the tails of one test know of files, over their restarts. */
export interface Known {
  readonly positions: Map<string, { readonly position: FilePosition; readonly done: boolean }>;
}

/** Nothing known. */
export const createKnown = (): Known => ({ positions: new Map() });

/** Opens a tail of `path` for a test, which drives its looks and its time. */
export function createTailing(
  path: string,
  { known = createKnown(), start = 'beginning', leftAt = 0, bufferSize = 4096, withRotated = false } = {},
) {
  const sink = createCollectingSink();
  const lost: string[] = [];
  const troubles: string[] = [];
  const context: FileContext = {
    buffer: createReadBuffer(bufferSize),
    followed: new Set(),
    known: file => known.positions.get(identityKey(file))?.position,
  };
  const limits = createLimits(2000);
  const opened = openTail({
    path,
    sink,
    limits,
    context,
    withRotated,
    startAt: () => (start === 'end' ? 'end' : 'beginning'),
    left: [...known.positions.values()].flatMap(({ position, done }) => (done ? [] : position)),
    leftAt,
    onPosition: (position, done) => void known.positions.set(identityKey(position), { position, done }),
    onLost: (bytes, reason) => void lost.push(`${bytes} ${reason}`),
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
    troubles,
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
