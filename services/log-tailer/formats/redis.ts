import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { ascii, isDigit, isLetter } from './bytes.ts';
import type { LineReader } from './format.ts';
import { createPhraseFinder } from './phrases.ts';
import { skipDigits } from './scan.ts';

/** Redis's marks: debug, verbose, notice, warning (its server.c, `serverLogRaw`). */
const levels = new Map<number | undefined, Level>([
  [ascii.dot, 'debug'],
  [ascii.dash, 'debug'],
  [0x2a, 'info'],
  [0x23, 'warn'],
]);

/** Texts of Redis's and Valkey's messages, and the event that each tells of. */
const findEvent = createPhraseFinder([
  ['DB saved on disk', 'saved'],
  ['Background saving error', 'save_failed'],
  ['Background saving terminated by signal', 'save_failed'],
  ['Background AOF rewrite finished', 'aof_rewritten'],
  ['Asynchronous AOF fsync is taking too long', 'aof_delayed'],
  ['Connection with master lost', 'master_lost'],
  ['Connection with primary lost', 'master_lost'],
  ['Connection with replica', 'replica_lost'],
  ['Full resync', 'full_resync'],
  ['Ready to accept connections', 'ready'],
  ['Out Of Memory', 'out_of_memory'],
  ["Can't save in background", 'save_failed'],
]);

/** Redis's and Valkey's log: `1:M 20 Nov 2026 19:14:00.123 * Ready to accept connections`. */
export function createRedisReader(tally: Tally): LineReader {
  const events = (event: string) => tally.counter('redis.events', { event });
  return (buffer, start, end) => {
    const role = skipDigits(buffer, start, end);
    // Behind process and role: day, month and year (11 bytes), time (12), each with a space.
    const mark = role + 28;
    if (role === start || mark >= end || buffer[role] !== ascii.colon || !isLetter(buffer[role + 1]!)) return undefined;
    if (buffer[role + 2] !== ascii.space || buffer[role + 23] !== ascii.dot || !isDigit(buffer[role + 3]))
      return undefined;
    const level = buffer[mark - 1] === ascii.space ? levels.get(buffer[mark]) : undefined;
    if (level === undefined || (mark + 1 < end && buffer[mark + 1] !== ascii.space)) return undefined;
    const event = findEvent(buffer, mark, end);
    if (event !== undefined) events(event).add(1);
    return level;
  };
}
