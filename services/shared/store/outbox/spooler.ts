import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { faultOf } from '../../files/fault.ts';
import { syncDirectory } from '../../files/sync-directory.ts';
import type { Clock } from '../../lifecycle/clock.ts';
import { createRetry } from '../../lifecycle/retry.ts';
import { draftPath, type Entry, entryPath } from './entry.ts';
import type { OutboxWitness } from './witness.ts';

/** Brings entries from memory to disk, in the background and in their order. */
export interface Spooler {
  /** An entry has begun, got more, or is complete or gone. */
  changed(entry: Entry): void;
  /** Why the disk takes nothing right now; undefined when it does. */
  fault(): string | undefined;
  /** Tries a last time to bring everything to disk; resolves when it is, or cannot be. */
  finish(): Promise<void>;
}

/** What a spooler works with. */
export interface SpoolerOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly witness: Pick<OutboxWitness, 'ready' | 'settled'>;
  /** So many bytes of an entry came to disk. */
  readonly onWritten: (entry: Entry, bytes: number) => void;
  /** An entry is complete and survives whatever happens to the process, or the disk began or ceased to take anything. */
  readonly onChange: () => void;
  /** Somebody removed the file of an entry that was not complete. */
  readonly onLost: (entry: Entry) => void;
}

/** Has nothing to do yet; the directory is made when it is needed. */
export function createSpooler({ directory, clock, witness, onWritten, onChange, onLost }: SpoolerOptions): Spooler {
  const queue = new Set<Entry>();
  const files = new Map<Entry, FileHandle>();
  /** Those that have their final name, which is not synced yet. */
  const named = new Set<Entry>();
  let working: Promise<void> | undefined;
  let fault: string | undefined;
  const retry = createRetry(clock, start);

  const next = () => {
    for (const entry of queue) if (entry.state !== 'open' || entry.tail.length > 0) return entry;
    return undefined;
  };

  async function fileOf(entry: Entry): Promise<FileHandle> {
    let file = files.get(entry);
    if (!file) {
      await mkdir(directory, { recursive: true });
      file = await open(draftPath(directory, entry), entry.written > 0 ? 'r+' : 'w');
      files.set(entry, file);
    }
    return file;
  }

  async function closeFile(entry: Entry): Promise<void> {
    const file = files.get(entry);
    files.delete(entry);
    await file?.close();
  }

  async function writeTail(entry: Entry): Promise<void> {
    for (let record = entry.tail[0]; record && entry.state !== 'gone'; record = entry.tail[0]) {
      const file = await fileOf(entry);
      // Each at its own place, so that a record of which the disk took a part only is written over.
      for (let at = 0; at < record.length; ) {
        at += (await file.write(record, at, record.length - at, entry.written + at)).bytesWritten;
      }
      entry.tail.shift();
      entry.written += record.length;
      onWritten(entry, record.length);
    }
  }

  async function keep(entry: Entry): Promise<void> {
    if (!named.has(entry)) {
      await (await fileOf(entry)).sync();
      await closeFile(entry);
      await witness.ready(entry.number);
      await rename(draftPath(directory, entry), entryPath(directory, entry));
      named.add(entry);
    }
    await syncDirectory(directory);
    named.delete(entry);
    queue.delete(entry);
    await witness.settled(entry.number);
    if (entry.state === 'closed') entry.state = 'kept';
    else await rm(entryPath(directory, entry), { force: true });
  }

  async function forget(entry: Entry): Promise<void> {
    queue.delete(entry);
    await closeFile(entry);
    await rm(draftPath(directory, entry), { force: true });
  }

  async function save(entry: Entry): Promise<void> {
    if (entry.state === 'gone') return forget(entry);
    await writeTail(entry);
    if (entry.state !== 'closed' || entry.tail.length > 0) return;
    try {
      await keep(entry);
    } catch (error) {
      if (faultOf(error).code !== 'ENOENT') throw error;
      onLost(entry);
    }
  }

  async function work(): Promise<void> {
    try {
      for (let entry = next(); entry; entry = next()) {
        await save(entry);
        // That one is forgotten says nothing about the disk.
        if (entry.state === 'kept' || (fault !== undefined && entry.state !== 'gone')) {
          fault = undefined;
          retry.succeeded();
          onChange();
        }
      }
    } catch (error) {
      fault = faultOf(error).message;
      retry.later();
      onChange();
    }
  }

  function start(): void {
    if (retry.waiting() || working) return;
    working = work().finally(() => {
      working = undefined;
      if (next()) start();
    });
  }

  return {
    changed(entry) {
      if (entry.state !== 'gone') queue.add(entry);
      start();
    },
    fault: () => fault,
    async finish() {
      retry.cancel();
      start();
      while (working) await working;
      retry.cancel();
      for (const entry of files.keys()) await closeFile(entry).catch(() => {});
    },
  };
}
