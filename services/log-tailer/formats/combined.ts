import type { Tally } from '../metrics/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { readAccessLine } from './combined-line.ts';
import type { LineReader } from './format.ts';

/** The access log of nginx and Apache, and of Traefik, Caddy and others in their form. */
export function createCombinedReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  return (buffer, start, end) => (readAccessLine(buffer, start, end, line) ? count(line) : undefined);
}
