import { z } from 'zod';
import { port, target } from './types.ts';

const basePathError =
  'a path such as /live/: it begins and ends with a slash, has no part that begins with a dot, and is not below /api/';

/** The live pages and the API. */
export const webSection = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Serve the live pages and the API at all.'),
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address to listen on. There is no login: put a proxy with one before it, or keep it on loopback.'),
    port: port(8080).describe('TCP port.'),
    allowed_hosts: z
      .array(z.string())
      .default([])
      .describe(
        'Names by which a browser may ask, besides localhost and the address it listens on. Keeps other sites from reading through a name of theirs.',
      ),
    base_path: z
      .string()
      .regex(/^\/(?!api\/)(?:[\w~-][\w.~-]*\/)*$/, { error: basePathError })
      .default('/')
      .describe(
        'Path below which the pages are served, where a proxy has other things beside them. The API stays at /api/v1. With any but / the pages lead to Grafana at /grafana/.',
      ),
    log_tailer: z
      .url({ protocol: /^http$/, error: 'an http address such as http://log-tailer:8127' })
      .optional()
      .describe(
        'Where pages that run apart ask the log-tailer how the logs are read, such as http://log-tailer:8127; there logs.inspection is enabled. With `npm start` it is not needed.',
      ),
    running: target(['http'], 8128)
      .optional()
      .describe(
        'Where the StatsD server (statsd.running) tells what the interval under way amounts to so far, for pages that are a process of their own: `http://statsd-server:8128`. Without it those show each interval when it is over.',
      ),
    max_points: z.int().min(100).max(10_000_000).default(100_000).describe('Points that one query answers at most.'),
  })
  .prefault({})
  .describe('The live pages and the API.');
