import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';

/** Of a body that is too long so many bytes are taken in all the same, and forgotten. */
const mostDrained = 8_388_608;

/**
 * Lets a body that is too long come to its end before it is refused: who is still sending when the connection is closed
 * learns of that, and not of the refusal.
 */
export async function drainTooLong<Body extends Readable>(
  { headers, routeOptions }: FastifyRequest,
  _reply: unknown,
  body: Body,
): Promise<Body> {
  const length = Number(headers['content-length'] ?? 0);
  if (length > (routeOptions.bodyLimit ?? mostDrained) && length <= mostDrained) await finished(body.resume());
  return body;
}
