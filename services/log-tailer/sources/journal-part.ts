import type { Part } from '../../shared/part.ts';

/** How the journal is doing. */
export interface JournalPartState {
  /** Files that are read. */
  readonly count: number;
  /** Files and directories that can't be read, and why. */
  readonly unfit: ReadonlyMap<string, string>;
  /** Why it is not wanted; undefined when it is. */
  readonly unwanted: string | undefined;
}

const name = 'journal';

/** How many files are read, which are left out, and what would change that. */
export function journalPart({ count, unfit, unwanted }: JournalPartState): Part {
  if (unwanted !== undefined) return { name, state: 'off', detail: unwanted };
  const [first] = unfit;
  const others = unfit.size > 1 ? ` (and ${unfit.size - 1} more)` : '';
  const leftOut = first && `${first[0]}: ${first[1]}${others}`;
  const denied = [...unfit.values()].includes('permission denied');
  const remedy = denied ? { remedy: 'run as root, or as a member of the group systemd-journal' } : {};
  if (count > 0) {
    const files = count === 1 ? '1 file' : `${count} files`;
    return { name, state: 'ok', detail: leftOut ? `${files}, without ${leftOut}` : files, ...remedy };
  }
  return { name, state: 'off', detail: leftOut ? `it can't be read: ${leftOut}` : 'there is no journal', ...remedy };
}
