import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Address, Bound } from '../shared/lifecycle/binding.ts';
import { bindHttp } from '../shared/lifecycle/listen.ts';
import type { Outcome } from '../shared/outcome.ts';
import { answerClientError } from './security/client-error.ts';

const mostConnections = 512;
/** Longer than the pages wait between two requests, so that they reuse their connections. */
const keepAlive = 65_000;
const slowestRequest = 10_000;

/** Serves HTTP at an address. Closing it ends the connections that are open. */
export function listenHttp(address: Address, handle: RequestListener): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  // What Node would answer itself, without our headers, goes to `handle`: a missing Host, and an odd Expect.
  const server = createServer(
    { keepAliveTimeout: keepAlive, requestTimeout: slowestRequest, requireHostHeader: false },
    handle,
  );
  server.on('checkExpectation', handle);
  server.on('clientError', (error, socket) => answerClientError(error, socket as Socket));
  server.maxConnections = mostConnections;
  return bindHttp(server, address);
}
