import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { kernelAddress, parseUdpSockets } from '../../shared/kernel/udp-sockets.ts';
import type { UdpPlace } from './udp-socket.ts';

/**
 * The file descriptor of this process's socket at a place, by the socket's inode in /proc/net; undefined where there is
 * no such file, or where several sockets share the place and cannot be told apart.
 */
export function findDescriptor({ address, family }: UdpPlace, port: number): number | undefined {
  try {
    const local = kernelAddress(address, port);
    const rows = parseUdpSockets(readFileSync(`/proc/self/net/${family === 6 ? 'udp6' : 'udp'}`, 'latin1'));
    const [row, another] = rows.filter(row => row.local === local);
    if (!row || another) return undefined;
    const name = readdirSync('/proc/self/fd').find(name => linkOf(name) === `socket:[${row.inode}]`);
    return name === undefined ? undefined : Number(name);
  } catch {
    return undefined;
  }
}

/** Undefined for one that is closed by now, as that of the directory itself. */
function linkOf(name: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${name}`);
  } catch {
    return undefined;
  }
}
