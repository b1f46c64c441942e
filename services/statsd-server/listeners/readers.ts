import { availableParallelism } from 'node:os';

/** What the machine and Node give. */
export interface ReaderSurroundings {
  /** Cores that this process may use. */
  readonly cores: number;
  /** As `process.versions.node` says it. */
  readonly node: string;
}

/** Whether this Node can bind several sockets to one port (dgram's `reusePort`): from 23.1 on. */
export function canShareUdp(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 1);
}

/** How many threads read UDP for `statsd.readers`; `warning` when it cannot be as many as that. */
export function countReaders(
  wanted: number | 'auto',
  { cores, node }: ReaderSurroundings = { cores: availableParallelism(), node: process.versions.node },
): { readonly readers: number; readonly warning?: string } {
  if (wanted === 'auto') return { readers: cores >= 2 ? 1 : 0 };
  if (wanted > 1 && !canShareUdp(node))
    return {
      readers: 1,
      warning: `statsd.readers is ${wanted}, but Node ${node} can have one only: more need Node 23.1`,
    };
  return { readers: wanted };
}
