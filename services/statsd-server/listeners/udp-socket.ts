import { createSocket, type SocketOptions } from 'node:dgram';
import { failure, type Outcome, success } from '../../shared/outcome.ts';

/** Asked of the system for the bursts that come while nobody reads; it may grant less. Bytes. */
export const wantedReceiveBuffer = 8 * 1024 * 1024;

/** Where a UDP socket is bound. */
export interface UdpPlace {
  /** An address, not a name. `::` stands for every address of both families. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** Whether others may have the same place (SO_REUSEPORT), so that the kernel spreads the datagrams over them. */
  readonly shared: boolean;
}

/** A bound UDP socket. */
export interface UdpSocket {
  readonly port: number;
  /** What the system granted, as it says it: Linux counts its own book-keeping too, and says twice what it grants. Bytes. */
  readonly receiveBuffer: number;
  close(): Promise<void>;
}

/** From Node 23.1 on; the types are those of Node 20. */
type Options = SocketOptions & { reusePort?: true };

/** Binds a socket and hands on its datagrams. */
export function bindUdp(
  { address, family, port, shared }: UdpPlace,
  datagram: (packet: Buffer) => void,
): Promise<Outcome<UdpSocket, NodeJS.ErrnoException>> {
  const options: Options = {
    type: family === 6 ? 'udp6' : 'udp4',
    recvBufferSize: wantedReceiveBuffer,
    ...(shared && { reusePort: true }),
  };
  const socket = createSocket(options);
  return new Promise(resolve => {
    socket.once('error', error => {
      socket.close();
      resolve(failure(error));
    });
    socket.on('message', datagram);
    socket.bind(port, address, () => {
      socket.removeAllListeners('error').on('error', () => {}); // of single datagrams: the socket goes on
      resolve(
        success({
          port: socket.address().port,
          receiveBuffer: socket.getRecvBufferSize(),
          close: () => new Promise<void>(closed => socket.close(() => closed())),
        }),
      );
    });
  });
}
