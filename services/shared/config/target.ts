import { isIPv6 } from 'node:net';

/** Somewhere to send to. */
export interface Target {
  readonly scheme: string;
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
}

/** A scheme, a name or an IPv4 address or an IPv6 address in brackets, a port. */
const targetPattern = /^(?:([a-z]+):\/\/)?(?:\[([^\s[\]]+)\]|([^\s:/@[\]]+)):(\d{1,5})$/;

/** `udp://10.0.0.5:8125` in its parts, or undefined for anything else; with no schemes, `10.0.0.5:8125`. */
export function parseTarget(text: string, schemes: readonly string[]): Target | undefined {
  const [, scheme = '', address, name, digits] = targetPattern.exec(text) ?? [];
  const host = address === undefined ? name : isIPv6(address) ? address : undefined;
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65_535)) return undefined;
  return (schemes.length === 0 ? scheme === '' : schemes.includes(scheme)) ? { scheme, host, port } : undefined;
}

/** `10.0.0.5:8125`, or `[::1]:8125`: as an address or a URL has it. */
export function hostAndPort({ host, port }: Omit<Target, 'scheme'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What {@link parseTarget} takes, in words; `port` is that of the examples. */
export function targetError(schemes: readonly string[], port: number): string {
  const first = schemes.map(scheme => `${scheme}://`).join(' or ');
  return `${first}, a host and a port from 1 to 65535, as ${schemes[0]}://10.0.0.5:${port}, or with an IPv6 address ${schemes[0]}://[::1]:${port}`;
}
