import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOf } from '../../files/fault.ts';
import { syncDirectory } from '../../files/sync-directory.ts';
import { failure, type Outcome, success } from '../../outcome.ts';
import { type Entry, isDraft, parseName } from './entry.ts';

/**
 * The entries of a process before this one, in their order; what it did not complete is removed. Fails when the directory
 * is there and cannot be looked into.
 */
export async function findLeftovers(directory: string): Promise<Outcome<Entry[]>> {
  const entries: Entry[] = [];
  try {
    for (const name of await readdir(directory)) {
      const path = join(directory, name);
      if (isDraft(name)) await rm(path, { force: true });
      const entry = parseName(name, (await stat(path).catch(() => undefined))?.size ?? 0);
      if (entry) entries.push(entry);
    }
  } catch (error) {
    const fault = faultOf(error);
    if (fault.code !== 'ENOENT') return { ok: false, reason: fault.message };
  }
  return success(entries.sort((a, b) => a.number - b.number));
}

/** Numbers of the entries that are there for good. Fails when the directory is there and cannot be looked into. */
export async function keptEntries(directory: string): Promise<Outcome<ReadonlySet<number>>> {
  try {
    // A process that was killed may have given an entry its name without syncing it.
    await syncDirectory(directory);
    const names = await readdir(directory);
    return success(new Set(names.flatMap(name => parseName(name, 0)?.number ?? [])));
  } catch (error) {
    const { code, message } = faultOf(error);
    return code === 'ENOENT' ? success(new Set()) : failure(`the outbox ${directory} cannot be read: ${message}`);
  }
}
