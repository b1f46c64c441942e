import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ends the containers that the engine could not remove any more: each has a shim, which names containerd's socket, and a cgroup by its id. */
export function endShims(runtime: string): void {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const read = (id: string, file: string) => {
    try {
      return readFileSync(join('/proc', id, file), 'latin1');
    } catch {
      return ''; // it has ended
    }
  };
  for (const shim of processes.filter(id => read(id, 'cmdline').includes(`${runtime}/`))) {
    const container = /-id\0(\w+)/.exec(read(shim, 'cmdline'))?.[1];
    const inside = container ? processes.filter(id => read(id, 'cgroup').includes(container)) : [];
    for (const id of [shim, ...inside]) spawnSync('kill', ['-9', id]);
  }
}

/** Unmounts what is mounted below a directory, the innermost first (proc(5), mountinfo: the fifth field). */
export function unmountBelow(directory: string): void {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[4] ?? '');
  for (const point of points.toReversed())
    if (point.startsWith(`${directory}/`)) spawnSync('umount', ['--lazy', point]);
}
