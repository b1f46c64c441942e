import { chmodSync, mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { runAfterOurEnd } from './our-end.ts';

/** Again where something still writes to it. */
const remove = 'for try in 1 2 3 4 5; do rm -rf "$1" && exit; sleep 1; done';

let root: string | undefined;

/** Where all scratch directories of this process are; it is removed when this process has ended, even if it was killed. */
function scratchRoot(): string {
  if (root !== undefined) return root;
  root = mkdtempSync(join(tmpdir(), 'tidegauge-test-'));
  // As of /tmp: some tests go on as another user.
  chmodSync(root, 0o1777);
  runAfterOurEnd(remove, root);
  return root;
}

/** An empty directory that stays until this process has ended: for what is written to until the test has stopped it. */
export const scratchUntilExit = () => mkdtempSync(join(scratchRoot(), 'of-'));

/** An empty directory that is removed after the test: before the test does what it registers from now on. */
export async function scratchDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(scratchRoot(), 'of-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
