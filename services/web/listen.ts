import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Address, Bound } from '../shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../shared/outcome.ts';
import { answerClientError } from './security/client-error.ts';

const mostConnections = 512;
/** Longer than the pages wait between two requests, so that they reuse their connections. */
const keepAlive = 65_000;
const slowestRequest = 10_000;

/** Serves HTTP at an address. Closing it ends the connections that are open. */
export async function listenHttp(
  { host, port }: Address,
  handle: RequestListener,
): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  // What Node would answer itself, without our headers, goes to `handle`: a missing Host, and an odd Expect.
  const server = createServer(
    { keepAliveTimeout: keepAlive, requestTimeout: slowestRequest, requireHostHeader: false },
    handle,
  );
  server.on('checkExpectation', handle);
  server.on('clientError', (error, socket) => answerClientError(error, socket as Socket));
  server.maxConnections = mostConnections;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    return failure(error as NodeJS.ErrnoException);
  }
  return success({
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
