import { readFileSync } from 'node:fs';
import { kernelAddress, parseUdpSockets } from '../../shared/kernel/udp-sockets.ts';

/** Whether the kernel holds datagrams for an address and port that nobody has read; false where it does not tell (other systems than Linux). */
export function hasUnread(address: string, port: number): boolean {
  try {
    const local = kernelAddress(address, port);
    const rows = parseUdpSockets(readFileSync(`/proc/self/net/${address.includes(':') ? 'udp6' : 'udp'}`, 'latin1'));
    return rows.some(row => row.local === local && row.unread > 0);
  } catch {
    return false;
  }
}
