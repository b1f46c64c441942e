import type { Level } from '../../shared/levels.ts';
import type { Entry, Tally } from '../tally/tally.ts';
import type { AccessLine } from './access-line.ts';
import { methods } from './http-methods.ts';

const statusClasses = ['_OTHER', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;
/** Of a line with a status of that class. */
const levels: readonly Level[] = ['unknown', 'info', 'info', 'info', 'warn', 'error'];

interface RequestEntries {
  readonly requests: Entry;
  readonly bytes: Entry;
  readonly duration: Entry;
  readonly upstream: Entry;
}

/** Adds a request to the metrics of all access logs, and returns the severity that its status stands for. */
export type RequestCounter = (line: AccessLine) => Level;

/**
 * Requests, bytes and, where the log has them, times by method and class of status. The names are OpenTelemetry's; a
 * proxy is the client of the server behind it, so that one's time is `http.client.request.duration`.
 */
export function createRequestCounter(tally: Tally): RequestCounter {
  const known: (RequestEntries | undefined)[] = Array.from({ length: methods.length * statusClasses.length });
  const entriesOf = (method: number, statusClass: number) => {
    const tags = { method: methods[method]!, status_class: statusClasses[statusClass]! };
    return {
      requests: tally.counter('http.server.requests', tags),
      bytes: tally.counter('http.server.response.bytes', tags),
      duration: tally.timing('http.server.request.duration', tags),
      upstream: tally.timing('http.client.request.duration', tags),
    };
  };
  return ({ method, status, bytes, duration, upstream }) => {
    const hundreds = Math.floor(status / 100);
    const statusClass = hundreds > 0 && hundreds < statusClasses.length ? hundreds : 0;
    const index = method * statusClasses.length + statusClass;
    known[index] ??= entriesOf(method, statusClass);
    const entries = known[index];
    entries.requests.add(1);
    entries.bytes.add(bytes);
    if (duration !== undefined) entries.duration.add(duration);
    if (upstream !== undefined) entries.upstream.add(upstream);
    return levels[statusClass]!;
  };
}
