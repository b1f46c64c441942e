import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { ascii, isDigit, toNumber } from './bytes.ts';
import type { LineReader } from './format.ts';
import { methodAt } from './http-methods.ts';
import { createNamedEntries } from './named-entries.ts';
import { find, findQuote, skipDigits } from './scan.ts';

/**
 * Envoy's default access log, and Istio's, which has three more fields behind the flags:
 * `[time] "GET / HTTP/2" 204 - 154 0 226 100 "10.0.35.28" …`, with status, flags, bytes received and sent, milliseconds
 * in all and of the server behind it. Source: envoyproxy.io, "Access logging", default format string; istio.io, "Envoy
 * Access Logs".
 */
export function createEnvoyReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  const flagged = createNamedEntries(flag => tally.counter('envoy.responses.flagged', { flag }));
  return (buffer, _start, end, time) => {
    if (time < 0 || time + 2 >= end || buffer[time] !== ascii.closeBracket || buffer[time + 2] !== ascii.quote) {
      return undefined;
    }
    const status = findQuote(buffer, time + 3, end) + 2;
    const flags = skipDigits(buffer, status, end) + 1;
    if (flags >= end || flags - 1 === status || buffer[status - 1] !== ascii.space) return undefined;
    const flagsEnd = find(ascii.space, buffer, flags, end);
    const received = isDigit(buffer[flagsEnd + 1]) ? flagsEnd + 1 : skipIstioFields(buffer, flagsEnd, end);
    const sent = skipDigits(buffer, received, end) + 1;
    const duration = skipDigits(buffer, sent, end) + 1;
    const upstream = skipDigits(buffer, duration, end) + 1;
    if (upstream >= end || sent - 1 === received || duration - 1 === sent || upstream - 1 === duration)
      return undefined;

    line.method = methodAt(buffer, time + 3);
    line.status = toNumber(buffer, status, flags - 1);
    line.bytes = toNumber(buffer, sent, duration - 1);
    line.duration = toNumber(buffer, duration, upstream - 1);
    line.upstream = isDigit(buffer[upstream])
      ? toNumber(buffer, upstream, skipDigits(buffer, upstream, end))
      : undefined;
    // Of several flags the first says why there was no better answer.
    const flagEnd = find(ascii.comma, buffer, flags, flagsEnd);
    if (buffer[flags] !== ascii.dash && flags < flagEnd) flagged(buffer, flags, flagEnd).add(1);
    return count(line);
  };
}

/** Details of the response, of the end of the connection, and a quoted reason: ` via_upstream - "-" `. */
function skipIstioFields(buffer: Buffer, start: number, end: number): number {
  const details = find(ascii.space, buffer, start + 1, end);
  const termination = find(ascii.space, buffer, details + 1, end);
  if (termination + 1 >= end || buffer[termination + 1] !== ascii.quote) return end;
  return Math.min(end, findQuote(buffer, termination + 2, end) + 2);
}
