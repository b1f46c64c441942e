import { type StatsFs, statfs } from 'node:fs';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import { failure, type Outcome, success } from '../../../shared/outcome.ts';

/** statfs(2) as Node calls it back. */
export type Statfs = (path: string, done: (error: NodeJS.ErrnoException | null, stats: StatsFs) => void) => void;

/** Asks file systems how much room they have, one at a time. */
export interface SpaceReader {
  /** What statfs(2) tells of the file system at `path`, or why it does not, within the time limit. */
  read(path: string): Promise<Outcome<StatsFs>>;
}

/**
 * A file system whose server is gone answers never, and holds one of the process's few threads until it does.
 * So a call that takes longer than `timeLimit` (ms) is given up on, and while it lasts no other is made by this reader.
 */
export function createSpaceReader(clock: Clock, timeLimit: number, call: Statfs = statfs): SpaceReader {
  let hanging: string | undefined;
  return {
    read: path =>
      new Promise(resolve => {
        if (hanging !== undefined) {
          resolve(failure(hanging === path ? 'does not answer' : `not asked while ${hanging} does not answer`));
          return;
        }
        const giveUp = clock.at(clock.now() + timeLimit, () => {
          hanging = path;
          resolve(failure('does not answer'));
        });
        call(path, (error, stats) => {
          giveUp();
          hanging = undefined;
          resolve(error ? failure(error.code ?? error.message) : success(stats));
        });
      }),
  };
}
