import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Target } from '../../../shared/config/target.ts';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import { messageOf } from '../../../shared/outcome.ts';

/** A UDP socket connected to a target, so that the system tells when nobody listens there. */
export interface UdpSocket {
  /** Undefined until the target's address is known. */
  current(): Socket | undefined;
  /** Why it could not be connected when that was last tried. */
  problem(): string | undefined;
  close(): void;
}

/** A name is looked up again so often, since what it names may move; an address that was not found, sooner. Milliseconds. */
const lookUpAfter = 60_000;
const retryAfter = 5000;

/** Connects at once, and again whenever the target's name leads elsewhere. `onRefused` hears when the system learns that nobody listens there. */
export function openUdpSocket({ host, port }: Target, clock: Clock, onRefused: (error: Error) => void): UdpSocket {
  let used: { readonly socket: Socket; readonly address: string } | undefined;
  let problem: string | undefined;
  let cancel = () => {};
  let closed = false;

  async function open(): Promise<void> {
    try {
      const { address, family } = await lookup(host);
      if (!closed && address !== used?.address) await connect(address, family === 6 ? 'udp6' : 'udp4');
      problem = undefined;
    } catch (error) {
      problem = messageOf(error);
      again(retryAfter);
      return;
    }
    if (isIP(host) === 0) again(lookUpAfter);
  }

  function again(milliseconds: number): void {
    if (!closed) cancel = clock.at(clock.now() + milliseconds, () => void open());
  }

  function connect(address: string, type: 'udp4' | 'udp6'): Promise<void> {
    const socket = createSocket(type);
    return new Promise((resolve, reject) => {
      socket.once('error', error => {
        socket.close();
        reject(error);
      });
      // Given to `connect`, it would be called for a failure, too.
      socket.once('connect', () => {
        socket.removeAllListeners('error').on('error', onRefused);
        const previous = used;
        if (closed) socket.close();
        else used = { socket, address };
        previous?.socket.close();
        resolve();
      });
      socket.connect(port, address);
    });
  }

  void open();
  return {
    current: () => used?.socket,
    problem: () => problem,
    close() {
      closed = true;
      cancel();
      used?.socket.close();
      used = undefined;
    },
  };
}
