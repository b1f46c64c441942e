import type { Config } from '../config/schema.ts';

/** Where the StatsD server takes batches, on TCP. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** By which address of its own the host is reached where somebody listens on all of them. */
const ownAddress: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** `link.server`, or without it the address at which a server with the same configuration listens. */
export function serverOf({ link, statsd: { host, port } }: Config): ServerAddress {
  return link.server ?? { host: ownAddress[host] ?? host, port };
}
