import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let root: string | undefined;

/** A new directory, which goes when this process ends. */
export function scratchDirectory(): string {
  if (root === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'tidegauge-bench-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    root = made;
  }
  return mkdtempSync(join(root, 'of-'));
}
