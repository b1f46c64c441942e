import { isIP } from 'node:net';

/** Where a request came in, and which names it may use. */
export interface HostRules {
  /** `web.host`. */
  readonly listening: string;
  /** `web.allowed_hosts`. */
  readonly allowed: readonly string[];
  /** The address of ours that the connection was made to. */
  readonly local: string | undefined;
}

/** The name or address of a Host header: lower case, without its port, brackets or closing dot. */
export function hostnameOf(header: string): string {
  if (isIP(header) === 6) return header.toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/.exec(header);
  const name = bracketed ? bracketed[1]! : header.replace(/:\d*$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * Whether a request may use this Host header. A name that anyone can point at this address (DNS rebinding) is
 * refused: with it the page of another site could read ours.
 */
export function isAllowedHost(header: string | undefined, { listening, allowed, local }: HostRules): boolean {
  if (header === undefined) return false;
  const name = hostnameOf(header);
  if (name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))) return true;
  if (name === local?.replace(/^::ffff:/, '')) return true;
  return [listening, ...allowed].some(other => hostnameOf(other) === name);
}
