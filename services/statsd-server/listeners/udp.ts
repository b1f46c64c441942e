import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { Ingest } from './ingest.ts';
import { untilQuiet } from './quiet.ts';

/** Asked of the system for the bursts that come while this process does something else; it may grant less. */
const receiveBuffer = 8 * 1024 * 1024;

/** Listens for StatsD datagrams, several lines to each. */
export function listenUdp({ host, port }: Address, ingest: Ingest): Promise<Outcome<Bound, NodeJS.ErrnoException>> {
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: receiveBuffer });
  return new Promise(resolve => {
    socket.once('error', error => {
      socket.close();
      resolve(failure(error));
    });
    let received = 0;
    socket.on('message', packet => {
      received += 1;
      ingest('udp', packet, 0, packet.length);
    });
    socket.bind(port, host, () => {
      socket.removeAllListeners('error').on('error', () => {}); // of single datagrams: the socket goes on
      resolve(
        success({
          port: socket.address().port,
          async close() {
            await untilQuiet(() => received);
            await new Promise<void>(closed => socket.close(() => closed()));
          },
        }),
      );
    });
  });
}
