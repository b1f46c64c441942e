import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../../shared/files/sync-directory.ts';
import type { KeptEntry } from './kept-entry.ts';
import { assignment, definition, deletion, group, header } from './log-format.ts';

/** The file of kept gauges. Both ways of writing reject with the system's error; then the next must be `rewrite`. */
export interface GaugeLog {
  /** How much it holds, in assignments: a definition is four times as long. */
  readonly weight: number;
  /** Adds what these amount to now. */
  append(entries: readonly KeptEntry[], forgotten: readonly number[]): Promise<void>;
  /** Puts a new file with just these in the place of the old one, which stays whole until then. They are taken bit by bit. */
  rewrite(entries: Iterable<KeptEntry>): Promise<void>;
  /** Whether the file, or the one that is to be the next, speaks of it. */
  mentions(entry: KeptEntry): boolean;
  close(): Promise<void>;
}

/** Entries whose text is made at a time, before everything else gets its turn: half a millisecond's worth. */
const groupSize = 500;
/** How many assignments are as long as one definition. */
export const definitionWeight = 4;

/** A log at `path`, nothing of which is touched before the first `rewrite`. */
export function createGaugeLog(path: string): GaugeLog {
  const unfinished = `${path}.new`;
  let file: FileHandle | undefined;
  let weight = 0;
  let files = 0;

  async function write(to: FileHandle, entries: Iterable<KeptEntry>): Promise<void> {
    let records = '';
    let count = 0;
    for (const entry of entries) {
      if (entry.forgotten) continue;
      records += recordOf(entry);
      count += 1;
      if (count % groupSize > 0) continue;
      await to.appendFile(group(records));
      records = '';
    }
    if (records) await to.appendFile(group(records));
  }

  function recordOf(entry: KeptEntry): string {
    const { id, metric, tags, value, time } = entry;
    const isNew = entry.definedIn !== files;
    weight += isNew ? 1 + definitionWeight : 1;
    entry.definedIn = files;
    entry.waiting = false;
    entry.savedValue = value;
    entry.savedTime = time;
    return (isNew ? definition(id, metric, tags) : '') + assignment(id, value, time);
  }

  async function close(): Promise<void> {
    const previous = file;
    file = undefined;
    await previous?.close();
  }

  return {
    get weight() {
      return weight;
    },
    async append(entries, forgotten) {
      if (!file) throw new Error('the log is not open');
      if (forgotten.length > 0) await file.appendFile(group(forgotten.map(deletion).join('')));
      weight += forgotten.length;
      await write(file, entries);
      await file.datasync();
    },
    async rewrite(entries) {
      await close();
      weight = 0;
      files += 1;
      await mkdir(dirname(path), { recursive: true });
      const next = await open(unfinished, 'w');
      try {
        await next.appendFile(`${header}\n`);
        await write(next, entries);
        await next.sync();
        await rename(unfinished, path);
        // What is added from now on must not be in a file that a loss of power leaves without a name.
        await syncDirectory(dirname(path));
        file = next;
      } catch (error) {
        await next.close();
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    mentions: entry => entry.definedIn === files,
    close,
  };
}
