import type { Level } from '../../shared/levels.ts';
import type { Entry, Tally } from '../metrics/tally.ts';
import { type AccessLine, methods, readAccessLine } from './combined-line.ts';
import type { LineReader } from './format.ts';

const statusClasses = ['_OTHER', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;
/** Of a line with a status of that class. */
const levels: readonly Level[] = ['unknown', 'info', 'info', 'info', 'warn', 'error'];

interface RequestEntries {
  readonly requests: Entry;
  readonly bytes: Entry;
  readonly duration: Entry;
}

/** The access log of nginx and Apache: requests, bytes and, where the log has it, time by method and class of status. */
export function createCombinedReader(tally: Tally): LineReader {
  const line: AccessLine = { method: 0, status: 0, bytes: 0, duration: undefined };
  const known: (RequestEntries | undefined)[] = Array.from({ length: methods.length * statusClasses.length });
  const entriesOf = (method: number, statusClass: number) => {
    const tags = { method: methods[method]!, status_class: statusClasses[statusClass]! };
    return {
      requests: tally.counter('http.server.requests', tags),
      bytes: tally.counter('http.server.response.bytes', tags),
      duration: tally.timing('http.server.request.duration', tags),
    };
  };
  return (buffer, start, end) => {
    if (!readAccessLine(buffer, start, end, line)) return undefined;
    const hundreds = Math.floor(line.status / 100);
    const statusClass = hundreds < statusClasses.length ? hundreds : 0;
    const index = line.method * statusClasses.length + statusClass;
    known[index] ??= entriesOf(line.method, statusClass);
    const entries = known[index];
    entries.requests.add(1);
    entries.bytes.add(line.bytes);
    if (line.duration !== undefined) entries.duration.add(line.duration);
    return levels[statusClass]!;
  };
}
