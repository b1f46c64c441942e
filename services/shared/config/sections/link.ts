import { z } from 'zod';
import { parseTarget } from '../target.ts';
import { bytes } from './types.ts';

const error = 'a host and a port from 1 to 65535, as statsd-server:8125, or [::1]:8125 with an IPv6 address';

/** How services that run apart reach the StatsD server. */
export const linkSection = z
  .strictObject({
    server: z
      .string({ error })
      .refine(text => parseTarget(text, []) !== undefined, { error })
      .transform(text => {
        const { host, port } = parseTarget(text, [])!;
        return { host, port };
      })
      .prefault('127.0.0.1:8125')
      .describe('Where the StatsD server listens on TCP: host and port, an IPv6 address in brackets.'),
    max_queued: bytes('16MB', '64KB', '1GB').describe(
      'Memory of each service for what it said while the server does not take it; what finds no room is counted in tidegauge.link.dropped.',
    ),
  })
  .prefault({})
  .describe('The way of services that run apart to the StatsD server. In one process (`npm start`) there is none.');
