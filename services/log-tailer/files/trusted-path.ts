import { lstatSync, readlinkSync, type Stats, statfsSync } from 'node:fs';
import { join, parse, resolve, sep } from 'node:path';
import { quote } from '../../shared/logging/quote.ts';

/** A way that is not to be gone, and why; or that the file at its end is another one, or none, by now. */
export type Distrust = { readonly reason: string } | 'replaced';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Why a file, opened by `path` as `opened` (its `fstat`), is not to be read; undefined where nothing is against it. Whoever may
 * write to a directory of logs could place a link there to what only this process may read: so each link on the way must be
 * root's, our own (`own`, a user id), or of the user whose file it leads to.
 */
export function distrustOfPath(path: string, opened: Stats, own = process.geteuid?.() ?? 0): Distrust | undefined {
  let { root: at, names } = split(path);
  let links = 0;
  let stats = lstatSync(at);
  while (names.length > 0) {
    const next = join(at, names.shift()!);
    const found = lstatSync(next, { throwIfNoEntry: false });
    if (!found) return 'replaced';
    if (!found.isSymbolicLink()) {
      at = next;
      stats = found;
      continue;
    }
    if (![0, own, opened.uid].includes(found.uid))
      return {
        reason: `the link ${quote(next)} is of user ${found.uid}, neither root's nor of the file's owner (user ${opened.uid})`,
      };
    if (++links > mostLinks) return 'replaced';
    const target = split(readlinkSync(next), at);
    at = target.root;
    names = [...target.names, ...names];
  }
  // A link that was put away since the file was opened does not hide.
  return stats.dev === opened.dev && stats.ino === opened.ino ? undefined : 'replaced';
}

/** Where a path begins, and the names that follow; `..` among them, since it is to be taken after the links before it. */
function split(path: string, from = resolve()) {
  const { root } = parse(path);
  return { root: root === '' ? from : root, names: path.slice(root.length).split(sep).filter(isName) };
}

const isName = (name: string) => name !== '' && name !== '.';

/** Types of file systems, as statfs(2) tells them, whose files are no logs, but what the kernel says of processes and devices. */
const kernelFiles = new Map([
  [0x9fa0, 'a file of /proc'],
  [0x62656572, 'a file of /sys'],
]);

/** Of which of the kernel's own file systems the open file is; undefined for one of a disk. */
export function kernelFileOf(descriptor: number): string | undefined {
  try {
    return kernelFiles.get(statfsSync(`/proc/self/fd/${descriptor}`).type);
  } catch {
    return undefined; // a system without /proc
  }
}
