import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readsZstd } from '../../../../services/log-tailer/journal/decompress.ts';
import type { JournalEntry } from '../../../../services/log-tailer/journal/entry.ts';
import {
  createJournalReading,
  type JournalFile,
  openJournalFile,
} from '../../../../services/log-tailer/journal/journal-file.ts';

const directory = new URL('../../../fixtures/journal/', import.meta.url);

/** Puts a journal file of systemd's at `path`. */
export function placeFixture(name: string, path: string) {
  writeFileSync(path, gunzipSync(readFileSync(new URL(`${name}.journal.gz`, directory))));
}

/** What is looked at of an entry, as text; of a message the bytes, one character each. */
export type ReadEntry = Readonly<Record<string, string>>;

/** What journalctl reads in systemd's files; where this Node has no zstd, without the message that is compressed. */
export function journalctlEntries(): readonly ReadEntry[] {
  const lines = readFileSync(new URL('journalctl.json', directory), 'utf8').trimEnd().split('\n');
  return lines.map(line => {
    const { MESSAGE = '', CONTAINER_ID_FULL, ...fields } = JSON.parse(line);
    const message = Buffer.from(MESSAGE).toString('latin1');
    const said = message.length > 512 && !readsZstd ? { unread: 'zstd' } : { MESSAGE: message };
    return { ...fields, ...(CONTAINER_ID_FULL !== undefined && { CONTAINER_ID_FULL }), ...said };
  });
}

/** An entry in the same words. */
export function describeEntry(entry: JournalEntry): ReadEntry {
  const { message, start, end, unit, identifier, transport, priority, unread, containerId } = entry;
  return {
    ...(unit && { _SYSTEMD_UNIT: unit }),
    ...(identifier && { SYSLOG_IDENTIFIER: identifier }),
    ...(transport && { _TRANSPORT: transport }),
    ...(priority && { PRIORITY: priority }),
    ...(unread && { unread }),
    ...(containerId && { CONTAINER_ID_FULL: containerId }),
    ...(unread ? {} : { MESSAGE: message.toString('latin1', start, end) }),
  };
}

/** Opens a file that is known to be one. */
export function openFixture(path: string): JournalFile {
  const opened = openJournalFile(path, createJournalReading());
  if (!opened.ok) throw new Error(opened.reason.reason);
  return opened.value;
}

/** All that a file holds from where it is, and how many entries were damaged; it must come to an end within so many steps. */
export function readAll(file: JournalFile, most = 1_000_000) {
  const entries: ReadEntry[] = [];
  let damaged = 0;
  for (let step = 0; step < 10_000; step++) {
    const read = file.read(0, most, true, entry => entries.push(describeEntry(entry)));
    damaged += read.damaged;
    if (!read.more) return { entries, damaged };
  }
  throw new Error('it does not come to an end');
}
