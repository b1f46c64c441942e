import { createKeptFile } from './kept-file.ts';
import { kernelAddress, parseUdpSockets } from './udp-sockets.ts';

/** An address, not a name, and a port that UDP sockets are bound to. */
export interface UdpEndpoint {
  readonly address: string;
  readonly port: number;
}

/** Counts what the kernel dropped because nobody read. */
export interface UdpDrops {
  /** Datagrams dropped since the last call, of all sockets bound there; undefined where the kernel does not tell (other systems than Linux). */
  since(endpoint: UdpEndpoint): number | undefined;
  close(): void;
}

/** Nothing counted yet: of a socket first seen, everything is new. `directory` is that of the files `udp` and `udp6`. */
export function createUdpDrops(directory = '/proc/net'): UdpDrops {
  const files = { 4: createKeptFile(`${directory}/udp`), 6: createKeptFile(`${directory}/udp6`) };
  let before = new Map<string, number>();

  return {
    since({ address, port }) {
      const local = kernelAddress(address, port);
      const text = files[address.includes(':') ? 6 : 4].read();
      if (text === undefined || local === undefined) return undefined;
      const seen = new Map<string, number>();
      let sum = 0;
      for (const row of parseUdpSockets(text)) {
        if (row.local !== local) continue;
        const last = before.get(row.inode) ?? 0;
        // Smaller than before: another socket has the number, or the counter began again.
        sum += row.drops < last ? row.drops : row.drops - last;
        seen.set(row.inode, row.drops);
      }
      before = seen;
      return sum;
    },
    close() {
      files[4].close();
      files[6].close();
    },
  };
}
