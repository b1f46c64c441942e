import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, success } from '../../outcome.ts';
import { type Entry, isDraft, parseName } from './entry.ts';
import { faultOf } from './fault.ts';

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
