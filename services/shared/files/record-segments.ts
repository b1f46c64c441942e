import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../logging/logger.ts';
import { failure, type Outcome, success } from '../outcome.ts';
import { faultOf } from './fault.ts';
import { headerLength, recordLength, unframe } from './record.ts';
import { syncDirectory } from './sync-directory.ts';

/** The name of a segment's file. */
export const segmentName = (segment: number) => `${String(segment).padStart(12, '0')}.log`;

/** A record that was found. */
export interface FoundRecord {
  readonly segment: number;
  readonly payload: Buffer;
}

/** What lies in the directory of a log. */
export interface FoundRecords {
  /** In the order in which they were appended. */
  readonly records: readonly FoundRecord[];
  /** Their numbers; 1 and 0 without any. */
  readonly firstSegment: number;
  readonly lastSegment: number;
  /** Of all of them. */
  readonly bytes: number;
  /** Those of which not all could be read; not the last one, as a process may have been killed in the middle of a record. */
  readonly damaged: readonly number[];
}

/**
 * Reads the segments in `directory`, a segment up to its first damaged record; of none there are none. What is answered is on disk
 * for good. Fails with the system's reason.
 */
export async function readSegments(directory: string): Promise<Outcome<FoundRecords>> {
  const records: FoundRecord[] = [];
  const damaged: number[] = [];
  let bytes = 0;
  try {
    const names = await readdir(directory);
    const segments = names
      .flatMap(name => (/^\d{12}\.log$/.test(name) ? Number(name.slice(0, 12)) : []))
      .sort(byNumber);
    for (const segment of segments) {
      const content = await readDurably(join(directory, segmentName(segment)));
      bytes += content.length;
      if (!readAll(content, segment, records) && segment !== segments.at(-1)) damaged.push(segment);
    }
    await syncDirectory(directory);
    return success({ records, bytes, damaged, firstSegment: segments[0] ?? 1, lastSegment: segments.at(-1) ?? 0 });
  } catch (error) {
    const { code, message } = faultOf(error);
    return code === 'ENOENT' ? success({ records, bytes, damaged, firstSegment: 1, lastSegment: 0 }) : failure(message);
  }
}

/**
 * The records in the directory of a log, `what` it is called in messages: fails with one when it cannot be read, and warns of
 * files that are not whole.
 */
export async function findRecords(what: string, directory: string, logger: Logger): Promise<Outcome<FoundRecords>> {
  const found = await readSegments(directory);
  if (!found.ok) return failure(`the ${what} ${directory} cannot be read: ${found.reason}`);
  const { length: damaged } = found.value.damaged;
  if (damaged > 0)
    logger.warn(
      `${damaged} files of the ${what} ${directory} end early: a process was killed while it wrote, or they are damaged`,
    );
  return found;
}

const byNumber = (a: number, b: number) => a - b;

/** A process that was killed may have written what it did not sync: whoever acts upon it must not lose it by a loss of power. */
async function readDurably(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    await file.datasync();
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Whether all of it could be read. */
function readAll(bytes: Buffer, segment: number, into: FoundRecord[]): boolean {
  let at = 0;
  while (at + headerLength <= bytes.length) {
    const length = recordLength(bytes.subarray(at, at + headerLength));
    if (length === undefined || at + length > bytes.length) return false;
    const payload = unframe(bytes.subarray(at, at + length));
    if (payload === undefined) return false;
    into.push({ segment, payload });
    at += length;
  }
  return at === bytes.length;
}
