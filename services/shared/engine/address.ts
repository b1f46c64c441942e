/** Where an engine listens, as both a probe and dockerode understand it. */
export type EngineAddress =
  | { readonly socketPath: string }
  | { readonly protocol: 'http' | 'https'; readonly host: string; readonly port: number };

/** `/var/run/docker.sock`, `unix:///var/run/docker.sock`, `http://gateway:2375`, `https://gateway`: all that the configuration lets through. */
export function parseEngineAddress(address: string): EngineAddress {
  if (address.startsWith('/')) return { socketPath: address };
  if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length) };
  const { protocol, hostname, port } = new URL(address);
  const secure = protocol === 'https:';
  // A URL holds an IPv6 address in brackets, and leaves out the port that its scheme implies.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { protocol: secure ? 'https' : 'http', host, port: port ? Number(port) : secure ? 443 : 80 };
}
