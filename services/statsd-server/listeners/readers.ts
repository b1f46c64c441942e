/** Whether this Node can bind several sockets to one port (dgram's `reusePort`): from 23.1 on. */
export function canShareUdp(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 1);
}

/** How many threads read UDP for `statsd.readers`; `warning` when it cannot be as many as that. */
export function countReaders(
  wanted: number | 'auto',
  node: string = process.versions.node,
): { readonly readers: number; readonly warning?: string } {
  // On a single core, too: a thread reads with less work than the main one can (rush-reader.ts).
  if (wanted === 'auto') return { readers: 1 };
  if (wanted > 1 && !canShareUdp(node))
    return {
      readers: 1,
      warning: `statsd.readers is ${wanted}, but Node ${node} can have one only: more need Node 23.1`,
    };
  return { readers: wanted };
}
