import { readFileSync } from 'node:fs';

/** Whether a UDP socket of this machine is bound to a port: proc_net(5), the local address of `/proc/net/udp`. */
export function isUdpBound(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return ['udp', 'udp6'].some(file => new RegExp(`^ *\\d+: [0-9A-F]+:${hex} `, 'm').test(readOr(`/proc/net/${file}`)));
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
