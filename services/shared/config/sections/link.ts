import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { bytes } from './types.ts';

const error = 'a host and a port from 1 to 65535, as statsd-server:8125, or [::1]:8125 with an IPv6 address';
/** A name or an IPv4 address, or an IPv6 address in brackets; a colon; a port. */
const serverPattern = /^(?:\[([^\s[\]]+)\]|([^\s:/@[\]]+)):(\d{1,5})$/;

/** `statsd-server:8125` or `[::1]:8125` in its parts, or undefined for anything else. */
function parseServer(text: string) {
  const [, address, name, digits] = serverPattern.exec(text) ?? [];
  const host = address === undefined ? name : isIPv6(address) ? address : undefined;
  const port = Number(digits);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

/** How services that run apart reach the StatsD server. */
export const linkSection = z
  .strictObject({
    server: z
      .string({ error })
      .regex(serverPattern, { error })
      .refine(text => parseServer(text) !== undefined, { error })
      .transform(text => parseServer(text) ?? { host: '', port: Number.NaN })
      .prefault('127.0.0.1:8125')
      .describe('Where the StatsD server listens on TCP: host and port, an IPv6 address in brackets.'),
    max_queued: bytes('16MB', '64KB', '1GB').describe(
      'Memory of each service for what it said while the server does not take it; what finds no room is counted in tidegauge.link.dropped.',
    ),
  })
  .prefault({})
  .describe('The way of services that run apart to the StatsD server. In one process (`npm start`) there is none.');
