import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { scratchDirectory } from './scratch.ts';

/** A tree of `/proc` and control groups of one container, as recorded. */
export interface CgroupFixture {
  /** Of the recorded container. */
  readonly id: string;
  readonly pid: number;
  readonly proc: string;
  readonly cgroup: string;
  /** Goes on to the second recording, in the same files. */
  later(): Promise<void>;
  /** Goes back to the first. */
  earlier(): Promise<void>;
  /** The container ends: its files go. */
  end(): Promise<void>;
}

/** A copy of the first recording of `version`, removed after the test. */
export async function createCgroupFixture(version: 'v1' | 'v2', t: TestContext): Promise<CgroupFixture> {
  const recorded = join(import.meta.dirname, '../fixtures/cgroup', version);
  const directory = await scratchDirectory(t);
  await cp(join(recorded, 'before'), directory, { recursive: true });
  const proc = join(directory, 'proc');
  const cgroup = join(directory, 'cgroup');
  const files = await readdir(cgroup, { recursive: true });
  const [id = ''] = files.flatMap(file => /[0-9a-f]{64}/.exec(file) ?? []);
  const [pid] = await readdir(proc);
  return {
    id,
    pid: Number(pid),
    proc,
    cgroup,
    later: () => overwrite(directory, join(recorded, 'after')),
    earlier: () => overwrite(directory, join(recorded, 'before')),
    async end() {
      await rm(proc, { recursive: true });
      await rm(cgroup, { recursive: true });
    },
  };
}

/** Writes over the files rather than replacing them: what is kept open must see it. */
async function overwrite(directory: string, recording: string): Promise<void> {
  for (const entry of await readdir(recording, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writeFile(join(directory, relative(recording, path)), await readFile(path));
  }
}
