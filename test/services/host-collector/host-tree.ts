import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchUntilExit } from '../../support/scratch.ts';

/** Two moments of one host, ten seconds apart, as its /proc and /sys showed them. */
export type Moment = 'before' | 'after';

/** A host of files: `test/fixtures/host` copied to where a test may change it. */
export interface HostTree {
  readonly proc: string;
  readonly sys: string;
  /** Lets the files show `moment`. Those that were there are written anew in place, as descriptors of them are kept. */
  show(moment: Moment): void;
  write(path: string, text: string): void;
  remove(path?: string): void;
}

const fixtures = fileURLToPath(new URL('../../fixtures/host/', import.meta.url));

/** The host as it was before, in a temporary directory that `remove()` takes away. */
export function createHostTree(): HostTree {
  const root = scratchUntilExit();
  const tree: HostTree = {
    proc: join(root, 'proc'),
    sys: join(root, 'sys'),
    show(moment) {
      const shown = filesBelow(join(fixtures, moment));
      for (const path of filesBelow(root)) {
        if (!shown.includes(path)) rmSync(dirname(join(root, path)), { recursive: true }); // a process that ended
      }
      for (const path of shown) tree.write(path, readFileSync(join(fixtures, moment, path), 'utf8'));
    },
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: (path = '') => rmSync(join(root, path), { recursive: true, force: true }),
  };
  tree.show('before');
  return tree;
}

/** Paths of the files below `directory`, relative to it. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(path =>
    statSync(join(directory, path)).isFile(),
  );
}
