import { z } from 'zod';
import { port } from './types.ts';

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
    max_points: z.int().min(100).max(10_000_000).default(100_000).describe('Points that one query answers at most.'),
  })
  .prefault({})
  .describe('The live pages and the API.');
