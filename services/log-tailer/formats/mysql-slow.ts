import type { Tally } from '../tally/tally.ts';
import type { LineReader } from './format.ts';
import { skipDecimal, toDecimal, toldMilliseconds } from './numbers.ts';
import { skipSpaces, startsWith } from './scan.ts';

const queryTime = Buffer.from('# Query_time: ');
const lockTime = Buffer.from('Lock_time: ');
const rowsSent = Buffer.from('Rows_sent: ');
const rowsExamined = Buffer.from('Rows_examined: ');

/**
 * The line of MySQL's and MariaDB's slow query log that has the figures, in seconds, a line for each query:
 * `# Query_time: 0.000203  Lock_time: 0.000121 Rows_sent: 1  Rows_examined: 0`. The other lines are the query's text.
 */
export function createMysqlSlowReader(tally: Tally): LineReader {
  const duration = tally.timing('mysql.slow_query.duration');
  const lock = tally.timing('mysql.slow_query.lock_duration');
  const sent = tally.counter('mysql.slow_query.rows_sent');
  const examined = tally.counter('mysql.slow_query.rows_examined');
  return (buffer, start, end) => {
    const queryEnd = skipFigure(queryTime, buffer, start, end);
    const lockEnd = skipFigure(lockTime, buffer, queryEnd, end);
    if (lockEnd < 0) return undefined;
    duration.add(toldMilliseconds(figureAt(queryTime, buffer, start, end) * 1000));
    lock.add(toldMilliseconds(figureAt(lockTime, buffer, queryEnd, end) * 1000));
    const sentEnd = skipFigure(rowsSent, buffer, lockEnd, end);
    if (sentEnd >= 0) sent.add(figureAt(rowsSent, buffer, lockEnd, end));
    if (skipFigure(rowsExamined, buffer, sentEnd, end) >= 0) examined.add(figureAt(rowsExamined, buffer, sentEnd, end));
    return 'warn';
  };
}

/** What follows the figure behind `name`, which must be at `start`, and spaces; -1 where it is not, or `start` is. */
function skipFigure(name: Buffer, buffer: Buffer, start: number, end: number): number {
  if (start < 0 || !startsWith(buffer, start, end, name)) return -1;
  const figure = start + name.length;
  const stop = skipDecimal(buffer, figure, end);
  return stop === figure ? -1 : skipSpaces(buffer, stop, end);
}

function figureAt(name: Buffer, buffer: Buffer, start: number, end: number): number {
  const figure = start + name.length;
  return toDecimal(buffer, figure, skipDecimal(buffer, figure, end));
}
