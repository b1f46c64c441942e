import { readdirSync } from 'node:fs';
import { failure, messageOf, type Outcome, success } from '../../shared/outcome.ts';
import { type JournalFileName, parseFileName } from './file-name.ts';

/** A file of a directory, by its name. */
export interface ListedFile extends JournalFileName {
  readonly name: string;
}

/** Entries of a directory that are looked at. */
const mostNames = 20_000;

/** The journal files of a directory, those first that are worth most; fails as {@link listDirectory} does. */
export function listJournalFiles(path: string): Outcome<readonly ListedFile[]> {
  const names = listDirectory(path);
  if (!names.ok) return names;
  const found = names.value.slice(0, mostNames).flatMap(name => {
    const parsed = parseFileName(name);
    return parsed ? { name, ...parsed } : [];
  });
  return success(found.sort(byWorth));
}

/** The names in a directory; fails with why it can't be listed, `ENOENT` where there is none. */
export function listDirectory(path: string): Outcome<readonly string[]> {
  try {
    return success(readdirSync(path));
  } catch (error) {
    const { code = messageOf(error) } = error as NodeJS.ErrnoException;
    return failure(code === 'EACCES' ? 'permission denied' : code === 'ENOTDIR' ? 'ENOENT' : code);
  }
}

/** The file that the system's entries go to now: there is always room for it. */
export const isOfNow = ({ base, archived }: JournalFileName) => base === 'system' && !archived;

/** Which files come first where there is not room for all: the system's, those of now, and of what was put aside the newest. */
function byWorth(a: ListedFile, b: ListedFile): number {
  return (
    Number(b.base === 'system') - Number(a.base === 'system') ||
    Number(a.archived) - Number(b.archived) ||
    (a.name < b.name ? 1 : -1)
  );
}
