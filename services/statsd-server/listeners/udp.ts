import { lookup } from 'node:dns/promises';
import type { Address, Bound } from '../../shared/lifecycle/binding.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { Ingest } from './ingest.ts';
import { untilQuiet } from './quiet.ts';
import { startReaderThread } from './reader-thread.ts';
import { describeReceiveBuffer } from './receive-buffer.ts';
import type { TakePacket } from './ring.ts';
import { bindUdp, type UdpPlace } from './udp-socket.ts';
import { hasUnread } from './unread.ts';

/** What a UDP listener needs besides its address. */
export interface UdpOptions {
  /** Threads that read, each a socket of its own; 0: this thread reads. More than one need {@link canShareUdp}. */
  readonly readers: number;
  readonly ingest: Ingest;
}

/** A UDP listener. */
export interface UdpListener extends Bound {
  /** The address that the name stood for. */
  readonly address: string;
  /** What the system granted, of all its sockets together; bytes. */
  readonly receiveBuffer: number;
}

/** A socket and who reads it. */
interface Reading {
  readonly port: number;
  readonly receiveBuffer: number;
  readonly lost?: Promise<string>;
  end(): Promise<void>;
}

/** Listens for StatsD datagrams, several lines to each; at `::` on both families. */
export async function listenUdp(
  { host, port }: Address,
  { readers, ingest }: UdpOptions,
): Promise<Outcome<UdpListener, NodeJS.ErrnoException>> {
  const found = await lookup(host).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) return failure(found);
  const { address } = found;
  const family = found.family === 6 ? 6 : 4;
  let received = 0;
  const take: TakePacket = (buffer, start, end) => {
    received += 1;
    ingest('udp', buffer, start, end);
  };
  const read = readers === 0 ? readHere : startReaderThread;
  const all: Reading[] = [];
  const end = () => Promise.all(all.map(reading => reading.end()));
  do {
    const place: UdpPlace = { address, family, port: all[0]?.port ?? port, shared: readers > 1 };
    const outcome: Outcome<Reading, NodeJS.ErrnoException> = await read(place, take);
    if (!outcome.ok) {
      await end();
      return outcome;
    }
    all.push(outcome.value);
  } while (all.length < readers);

  const receiveBuffer = all.reduce((sum, reading) => sum + reading.receiveBuffer, 0);
  return success({
    address,
    port: all[0]!.port,
    receiveBuffer,
    detail: describeReceiveBuffer(receiveBuffer / all.length),
    lost: Promise.race(all.flatMap(({ lost }) => lost ?? [])),
    async close() {
      await untilQuiet(
        () => received,
        () => hasUnread(address, all[0]!.port),
      );
      await end();
    },
  });
}

/** Without a thread: what comes in while this one does something else must find room in the kernel. */
async function readHere(place: UdpPlace, take: TakePacket): Promise<Outcome<Reading, NodeJS.ErrnoException>> {
  const outcome = await bindUdp(place, packet => take(packet, 0, packet.length));
  return outcome.ok ? success({ ...outcome.value, end: outcome.value.close }) : outcome;
}
