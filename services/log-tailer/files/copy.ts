import { basename } from 'node:path';
import { isSame } from './fingerprint.ts';
import { isGenerationName, possibleOwners } from './generations.ts';
import type { LogFile } from './log-file.ts';
import { type FileContext, openLogFile } from './open-log-file.ts';
import type { FilePosition } from './position.ts';
import type { Search } from './rotated.ts';

/**
 * The path of the log that the new file at `path` is a copy of, if it is one: a file that is followed, beside it, of whose
 * name its own is made, and that begins like it. Copies are made before a log is truncated; what is in them was read there.
 */
export function originalOf(path: string, file: LogFile, { followed }: FileContext): string | undefined {
  const { head } = file.position();
  if (head.bytes === 0) return undefined;
  const name = basename(path);
  const beside = path.slice(0, -name.length);
  for (const owner of possibleOwners(name)) {
    const isOriginal = (other: LogFile) => other !== file && isSame(other.position().head, head);
    if (followed.openedAt(beside + owner).some(isOriginal) && isGenerationName(owner, name)) return beside + owner;
  }
  return undefined;
}

/** Closes the copy, and tells its end: what is written to it later would be new. */
export function endOfCopy(file: LogFile, { path, context, limits }: Search): FilePosition {
  const position = file.position();
  file.close();
  const opened = openLogFile(path, context, limits, () => 'end');
  if (!opened.ok) return position;
  opened.value.file.close();
  return opened.value.file.position();
}
