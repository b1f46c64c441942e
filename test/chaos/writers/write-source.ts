import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../support/seeded-random.ts';
import type { FileMode, SourcePlan } from '../plan.ts';
import { openWrittenLog } from './log-file.ts';
import { createNumberedLines } from './numbered-lines.ts';
import { rotations } from './rotations.ts';

/** Whom a source tells what it did. */
export interface SourceListener {
  progress(written: number, done: boolean): void;
  rotated(written: number): void;
  /** Waits until so many lines are in the store. */
  stored(written: number): Promise<void>;
}

/** Time between two rotations on average, milliseconds. */
const rotationInterval = 3000;
/** Time between two bursts on average, milliseconds. */
const burstInterval = 80;

/** Writes the file of a source from its first line to its last, in bursts, rotating it at random moments. */
export async function writeSource(
  path: string,
  plan: SourcePlan<FileMode>,
  { progress, rotated, stored }: SourceListener,
): Promise<void> {
  const random = seededRandom(plan.seed);
  const lines = createNumberedLines(plan);
  const log = openWrittenLog(path);
  const begun = Date.now();
  const meanBurst = (plan.lines * burstInterval) / plan.duration;
  let before = 0;
  let nextRotation = begun + random() * rotationInterval;
  while (lines.count < plan.lines) {
    const burst = Math.min(plan.lines - lines.count, 1 + Math.floor(random() * 2 * meanBurst));
    log.append(lines.next(burst), random() < 0.3);
    progress(lines.count, false);
    if (Date.now() >= nextRotation) {
      await rotations[plan.mode]({ log, lines, random, before, stored: () => stored(lines.count) });
      before += 1;
      rotated(lines.count);
      nextRotation = Date.now() + (0.3 + 1.4 * random()) * rotationInterval;
    }
    // Never without a pause: what was held up may be caught up with, but not in one rush.
    const due = begun + (plan.duration * lines.count) / plan.lines;
    await sleep(Math.max(due - Date.now(), 1));
  }
  log.close();
  progress(lines.count, true);
}
