import { createKeptFile } from './kept-file.ts';
import { udpSocketsAt, udpSocketsFile } from './udp-sockets.ts';

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
  const files = { udp: createKeptFile(`${directory}/udp`), udp6: createKeptFile(`${directory}/udp6`) };
  let before = new Map<string, number>();

  return {
    since({ address, port }) {
      const text = files[udpSocketsFile(address)].read();
      const rows = text === undefined ? undefined : udpSocketsAt(text, address, port);
      if (rows === undefined) return undefined;
      const seen = new Map<string, number>();
      let sum = 0;
      for (const row of rows) {
        const last = before.get(row.inode) ?? 0;
        // Smaller than before: another socket has the number, or the counter began again.
        sum += row.drops < last ? row.drops : row.drops - last;
        seen.set(row.inode, row.drops);
      }
      before = seen;
      return sum;
    },
    close() {
      files.udp.close();
      files.udp6.close();
    },
  };
}
