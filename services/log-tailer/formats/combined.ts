import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { readAccessLine } from './combined-line.ts';
import type { LineReader } from './format.ts';

/** The access log of nginx and Apache, and of Traefik, Caddy and others in their form. */
export function createCombinedReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  // A line may begin with a time of another kind, which somebody has put before it.
  return (buffer, start, end, time) =>
    readAccessLine(buffer, Math.max(start, time), end, line) ? count(line) : undefined;
}
