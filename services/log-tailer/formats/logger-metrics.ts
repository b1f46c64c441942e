import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { createNamedEntries } from './named-entries.ts';

const counted = { warn: 0, error: 1, fatal: 2 } as const;

/** Counts a line of that severity for the logger of which the name is the bytes [start, end). */
export type LoggerCounter = (level: Level, buffer: Buffer, start: number, end: number) => void;

/** `log.logger.entries`: who complains. Lines below `warn` are not counted by logger, since most lines are. */
export function createLoggerCounter(tally: Tally): LoggerCounter {
  const entriesOf = createNamedEntries(logger =>
    Object.keys(counted).map(level => tally.counter('log.logger.entries', { logger, level })),
  );
  return (level, buffer, start, end) => {
    if (level !== 'warn' && level !== 'error' && level !== 'fatal') return;
    if (start < end) entriesOf(buffer, start, end)[counted[level]]!.add(1);
  };
}
