import type { Part } from '../../shared/part.ts';
import { describeUnfit, isDenied, type Unfit } from './unfit.ts';

/** How the journal is doing. */
export interface JournalPartState {
  /** Files that are read. */
  readonly count: number;
  /** Files and directories that can't be read, and why. */
  readonly unfit: Unfit;
  /** Why it is not wanted; undefined when it is. */
  readonly unwanted: string | undefined;
}

const name = 'journal';

/** How many files are read, which are left out, and what would change that. */
export function journalPart({ count, unfit, unwanted }: JournalPartState): Part {
  if (unwanted !== undefined) return { name, state: 'off', detail: unwanted };
  const leftOut = describeUnfit(unfit);
  const remedy = isDenied(unfit) ? { remedy: 'run as root, or as a member of the group systemd-journal' } : {};
  if (count > 0) {
    const files = count === 1 ? '1 file' : `${count} files`;
    return { name, state: 'ok', detail: leftOut ? `${files}, without ${leftOut}` : files, ...remedy };
  }
  return { name, state: 'off', detail: leftOut ? `it can't be read: ${leftOut}` : 'there is no journal', ...remedy };
}
