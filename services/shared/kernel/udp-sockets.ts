import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** A UDP socket, as the kernel lists it. */
export interface UdpSocketRow {
  /** Where it is bound, as the kernel writes it: see {@link kernelAddress}. */
  readonly local: string;
  readonly inode: string;
  /** Bytes that came for it and nobody has read, with the kernel's own around them; 0 when there is nothing, of empty datagrams either. */
  readonly unread: number;
  /** Datagrams that came for it and were dropped: its buffer was full, or their checksum was wrong. Since it was made; wraps at 2^31 or 2^32. */
  readonly drops: number;
}

/** `/proc/net/udp` and `/proc/net/udp6` (udp4_format_sock of the kernel's net/ipv4/udp.c, __ip6_dgram_sock_seq_show of net/ipv6/datagram.c): a line of heads, then a socket a line, whose last column is its drops. */
export function parseUdpSockets(text: string): UdpSocketRow[] {
  const rows: UdpSocketRow[] = [];
  for (const line of text.split('\n')) {
    // sl local remote st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops
    const columns = line.trim().split(/\s+/);
    const [, local, , , queues = '', , , , , inode] = columns;
    const unread = Number.parseInt(queues.split(':')[1] ?? '', 16);
    const drops = Number(columns.at(-1));
    if (columns.length < 13 || !local?.includes(':') || !inode || ![unread, drops].every(Number.isSafeInteger))
      continue;
    rows.push({ local, inode, unread, drops });
  }
  return rows;
}

/** The files of those sockets in a directory such as /proc/net, by the family of an address. */
export const udpSocketsFile = (address: string) => (address.includes(':') ? 'udp6' : 'udp');

/** The sockets, of those that such a file lists, that are bound to an address and port; undefined for what is no address. */
export function udpSocketsAt(text: string, address: string, port: number): UdpSocketRow[] | undefined {
  const local = kernelAddress(address, port);
  return local === undefined ? undefined : parseUdpSockets(text).filter(row => row.local === local);
}

/** Those of this process's network; none where the kernel does not tell (other systems than Linux). */
export function readUdpSocketsAt(address: string, port: number): readonly UdpSocketRow[] {
  try {
    return udpSocketsAt(readFileSync(`/proc/self/net/${udpSocketsFile(address)}`, 'latin1'), address, port) ?? [];
  } catch {
    return [];
  }
}

/** An address and port as the kernel writes them there: each 32 bits in the order of this machine, in hexadecimal. Undefined for what is no address. */
export function kernelAddress(address: string, port: number, order = endianness()): string | undefined {
  const bytes = address.includes(':') ? bytesOfIpv6(address) : bytesOfIpv4(address);
  if (!bytes) return undefined;
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const word = order === 'LE' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    words.push(word.toString(16).padStart(8, '0'));
  }
  return `${words.join('')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}

function bytesOfIpv4(address: string): Buffer | undefined {
  const parts = address.split('.').map(Number);
  return parts.length === 4 ? Buffer.from(parts) : undefined;
}

/** The zone (`%eth0`) is left out, and the end may be written as IPv4. */
function bytesOfIpv6(address: string): Buffer | undefined {
  const host = normalized(address);
  if (host === undefined) return undefined;
  const [head = '', tail] = host.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return Buffer.from(all.map(group => group.padStart(4, '0')).join(''), 'hex');
}

/** In groups of hexadecimal digits only, as URLs have it. */
function normalized(address: string): string | undefined {
  const url = `http://[${address.split('%')[0]}]`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}
