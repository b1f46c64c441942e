import type { StatsFs } from 'node:fs';
import type { Statfs } from '../../../../../services/host-collector/sources/filesystem/space.ts';

/** A file system of 1000 blocks, 600 free, 50 of them to root only; a quarter of its inodes used. */
export const stats: StatsFs = { type: 0, bsize: 4096, blocks: 1000, bfree: 600, bavail: 550, files: 400, ffree: 300 };

/** A statfs(2) that answers as told by path: with numbers, never, or with ENOENT for any other path. */
export function createStatfs(answers: Readonly<Record<string, StatsFs | 'hangs'>>) {
  const asked: string[] = [];
  let held = () => {};
  const statfs: Statfs = (path, done) => {
    asked.push(path);
    const answer = answers[path];
    if (answer === 'hangs') held = () => done(null, stats);
    else if (answer) setImmediate(done, null, answer);
    else setImmediate(done, Object.assign(new Error('no such file or directory'), { code: 'ENOENT' }), stats);
  };
  /** Lets the one that hangs answer at last. */
  const answer = () => held();
  return { statfs, asked, answer };
}
