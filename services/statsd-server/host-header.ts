import { isIP } from 'node:net';

/** Whether an address is one that only this machine reaches. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/**
 * Whether a request that came in at `local`, an address of ours, may have this Host header. On the loopback a name that is not
 * this machine's is refused: with it (DNS rebinding) the page of another site, in a browser here, could read ours. On
 * other addresses any name goes, since scrapers call us by names that we cannot know.
 */
export function isAllowedHost(header: string | undefined, local: string | undefined, listening: string): boolean {
  if (local === undefined || !isLoopback(local)) return true;
  if (header === undefined || !URL.canParse(`http://${header}`)) return false;
  const name = new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return name === 'localhost' || isLoopback(name) || name === listening.toLowerCase();
}
