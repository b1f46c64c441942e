import { copyFileSync, createReadStream, createWriteStream, renameSync, rmSync, truncateSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { FileMode } from '../plan.ts';
import { shiftRotated, type WrittenLog } from './log-file.ts';
import type { NumberedLines } from './numbered-lines.ts';

/** What a rotation works with. */
export interface RotationContext {
  readonly log: WrittenLog;
  readonly lines: NumberedLines;
  readonly random: () => number;
  /** Rotations before this one. */
  readonly before: number;
  /** Waits until everything that was written so far is in the store. */
  stored(): Promise<void>;
}

/** Rotates a log in one way. */
type Rotation = (context: RotationContext) => Promise<void>;

/** The first line end after a rotation comes later than the rotation: lines are cut only where the file is truncated in place. */
const wholeLine = (log: WrittenLog) => log.append('');

const rename: Rotation = async ({ log }) => {
  wholeLine(log);
  shiftRotated(log.path);
  renameSync(log.path, `${log.path}.1`);
  log.reopen();
};

/** The writer goes on in the old file for a while, whether there is a new one yet (logrotate's `create`) or not. */
const renameLate: Rotation = async ({ log, lines, random }) => {
  shiftRotated(log.path);
  renameSync(log.path, `${log.path}.1`);
  if (random() < 0.5) copyFileSync('/dev/null', log.path);
  const late = 1 + Math.floor(random() * 4);
  for (let burst = 0; burst < late; burst += 1) {
    await sleep(random() * 200);
    log.append(lines.next(1 + Math.floor(random() * 20)));
  }
  log.reopen();
};

/** The copy is made and the file truncated while nothing is written; what comes next makes it `factor` as large as it was. */
const copytruncate =
  (factor: (random: number) => number): Rotation =>
  async ({ log, lines, random, before }) => {
    const size = log.size();
    shiftRotated(log.path);
    copyFileSync(log.path, `${log.path}.1`);
    truncateSync(log.path);
    // Every other time to less than it was, or it would grow for ever.
    const wanted = Math.floor(size * (before % 2 === 0 ? factor(random()) : 0.1 + 0.5 * random()));
    log.append(lines.exactly(wanted - log.owed()));
  };

/** Nothing is kept of the old file, so it may only go when it has been read, and that is not forgotten any more. */
const recreate: Rotation = async ({ log, stored }) => {
  wholeLine(log);
  await stored();
  rmSync(log.path);
  log.reopen();
};

/** As dockerd with `compress`: `.1` is written to `.1.gz` in the background, then removed. Here the background ends before the next rotation. */
const compress: Rotation = async ({ log }) => {
  wholeLine(log);
  shiftRotated(log.path, '.gz');
  const old = `${log.path}.1`;
  renameSync(log.path, old);
  log.reopen();
  await pipeline(createReadStream(old), createGzip(), createWriteStream(`${old}.gz`));
  rmSync(old);
};

/** A log that is never rotated. */
const steady: Rotation = async () => {};

/** How each mode rotates. */
export const rotations: Record<FileMode, Rotation> = {
  steady,
  rename,
  'rename-late': renameLate,
  'copytruncate-smaller': copytruncate(random => 0.1 + 0.8 * random),
  'copytruncate-same': copytruncate(() => 1),
  'copytruncate-larger': copytruncate(random => 1.05 + random),
  recreate,
  compress,
};
