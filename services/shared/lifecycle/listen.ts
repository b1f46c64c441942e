import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { failure, type Outcome, success } from '../outcome.ts';
import type { Address, Bound } from './binding.ts';

/** Makes a server listen; answers the TCP port that it got, 0 for a unix socket, or why it cannot. */
export function listen(server: Server, where: ListenOptions): Promise<Outcome<number, NodeJS.ErrnoException>> {
  return new Promise(resolve => {
    const onError = (error: NodeJS.ErrnoException) => resolve(failure(error));
    server.once('error', onError);
    server.listen(where, () => {
      // Of single connections, for which there is no descriptor: the server goes on.
      server.off('error', onError).on('error', () => {});
      resolve(success((server.address() as AddressInfo).port ?? 0));
    });
  });
}

/** The same for HTTP. Closing it ends the connections that are open. */
export async function bindHttp(
  server: HttpServer,
  { host, port }: Address,
): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const listening = await listen(server, { host, port });
  if (!listening.ok) return listening;
  return success({
    port: listening.value,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
