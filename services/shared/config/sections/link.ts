import { z } from 'zod';
import { parseTarget } from '../target.ts';
import { bytes } from './types.ts';

const error = 'a host and a port from 1 to 65535, as statsd-server:8125, or [::1]:8125 with an IPv6 address';

/** How what collectors say reaches the StatsD server. */
export const linkSection = z
  .strictObject({
    server: z
      .string({ error })
      .refine(text => parseTarget(text, []) !== undefined, { error })
      .transform(text => {
        const { host, port } = parseTarget(text, [])!;
        return { host, port };
      })
      .optional()
      .describe(
        'Where the StatsD server listens on TCP: host and port, an IPv6 address in brackets. Without it, on this host at statsd.host and statsd.port. Not used in one process (`npm start`).',
      ),
    max_queued: bytes('16MB', '64KB', '1GB').describe(
      'What each service keeps of what it said while the server does not take it. The log-tailer, which keeps that on disk, then reads no further; the others keep it in memory, and drop what finds no room, counted in tidegauge.link.dropped.',
    ),
  })
  .prefault({})
  .describe('The way of collectors to the StatsD server.');
