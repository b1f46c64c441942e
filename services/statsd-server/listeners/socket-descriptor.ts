import { readdirSync, readlinkSync } from 'node:fs';
import { readUdpSocketsAt } from '../../shared/kernel/udp-sockets.ts';
import type { UdpPlace } from './udp-socket.ts';

/**
 * The file descriptor of this process's socket at a place, by the socket's inode in /proc/net; undefined where there is
 * no such file, or where several sockets share the place and cannot be told apart.
 */
export function findDescriptor({ address }: UdpPlace, port: number): number | undefined {
  const [row, another] = readUdpSocketsAt(address, port);
  if (!row || another) return undefined;
  const name = descriptors().find(name => linkOf(name) === `socket:[${row.inode}]`);
  return name === undefined ? undefined : Number(name);
}

function descriptors(): string[] {
  try {
    return readdirSync('/proc/self/fd');
  } catch {
    return [];
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
