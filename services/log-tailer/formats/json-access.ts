import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { type AccessObjectReader, createAccessObjectReader } from './access-object.ts';
import { ascii } from './bytes.ts';
import type { LineReader } from './format.ts';
import { find, startsWith } from './scan.ts';

/** Caddy's keys; times in seconds. Source: caddyserver.com, "How logging works". */
export const caddyKeys = {
  method: 'method',
  nestedIn: 'request',
  status: 'status',
  bytes: 'size',
  duration: 'duration',
  unit: 1000,
} as const;
/** Traefik's keys; times in nanoseconds. Source: doc.traefik.io, "Access logs", JSON fields. */
const traefikKeys = {
  method: 'RequestMethod',
  status: 'DownstreamStatus',
  bytes: 'DownstreamContentSize',
  duration: 'Duration',
  upstream: 'OriginDuration',
  unit: 1e-6,
} as const;
/** The keys of Istio's JSON log and of the examples in Envoy's documentation; times in milliseconds. */
const envoyKeys = {
  method: 'method',
  status: 'response_code',
  bytes: 'bytes_sent',
  duration: 'duration',
  upstream: 'upstream_service_time',
  unit: 1,
} as const;

const caddyTime = Buffer.from(',"ts":');
const caddyLogger = Buffer.from(',"logger":"http.log.access');
/** With which key a line of Envoy begins: they come in the order of the alphabet, or as configured. */
const envoyStarts = [
  'authority',
  'bytes_received',
  'connection_termination_details',
  'start_time',
  'method',
  'protocol',
];

/**
 * Access logs in JSON: Caddy's, Traefik's, and Envoy's with the keys that Istio gives it. They are told by how a line
 * begins, since other lines in JSON are not read further than to their severity.
 */
export function createJsonAccessReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  const caddy = createAccessObjectReader(caddyKeys);
  const traefik = createAccessObjectReader(traefikKeys);
  const envoy = createAccessObjectReader(envoyKeys);
  /** By the first letter of the first key, which for most lines in JSON settles it. */
  const starts: (readonly [start: Buffer, reader: AccessObjectReader] | undefined)[] = Array.from({ length: 256 });
  const add = (key: string, reader: AccessObjectReader) => {
    starts[key.charCodeAt(0)] = [Buffer.from(`{"${key}":`), reader];
  };
  add('level', caddy);
  add('ClientAddr', traefik);
  for (const key of envoyStarts) add(key, envoy);
  return (buffer, start, end) => {
    const known = end - start > 2 ? starts[buffer[start + 2]!] : undefined;
    if (known === undefined || !startsWith(buffer, start, end, known[0])) return undefined;
    if (known[1] === caddy && !isCaddy(buffer, start + known[0].length, end)) return undefined;
    return known[1](buffer, start, end, line) ? count(line) : undefined;
  };
}

/** A time is no shorter: `1646861401.5`, whatever `time_format` says. */
const shortestTime = 10;

/** Whether `"info","ts":1646861401.5241024,"logger":"http.log.access.log0",` is what follows `{"level":`. */
function isCaddy(buffer: Buffer, start: number, end: number): boolean {
  if (buffer[start] !== ascii.quote) return false;
  const time = find(ascii.comma, buffer, start + 5, Math.min(end, start + 12));
  if (!startsWith(buffer, time, end, caddyTime)) return false;
  const logger = find(ascii.comma, buffer, time + caddyTime.length + shortestTime, Math.min(end, time + 60));
  return startsWith(buffer, logger, end, caddyLogger);
}
