import { readUdpSocketsAt } from '../../shared/kernel/udp-sockets.ts';

/** Whether the kernel holds datagrams for an address and port that nobody has read; false where it does not tell (other systems than Linux). */
export function hasUnread(address: string, port: number): boolean {
  return readUdpSocketsAt(address, port).some(row => row.unread > 0);
}
