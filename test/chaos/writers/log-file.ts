import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** A log as a program writes it: appended to, at times with a line of which the end comes later. */
export interface WrittenLog {
  readonly path: string;
  /** Length of the open file, bytes. */
  size(): number;
  /** Bytes that the next {@link append} writes before its text. */
  owed(): number;
  /** Writes lines; with `torn` some bytes of the last one are held back. */
  append(lines: string, torn?: boolean): void;
  /** Opens what is at the path now, or makes it: until then the old file is written to, whatever it is called by now. */
  reopen(): void;
  close(): void;
}

/** Makes the log at `path`, or goes on with it. */
export function openWrittenLog(path: string): WrittenLog {
  let descriptor = openSync(path, 'a');
  let rest = '';
  const log: WrittenLog = {
    path,
    size: () => fstatSync(descriptor).size,
    owed: () => rest.length,
    append(lines, torn = false) {
      const text = rest + lines;
      rest = torn ? text.slice(-7) : '';
      writeSync(descriptor, text.slice(0, text.length - rest.length));
    },
    reopen() {
      closeSync(descriptor);
      descriptor = openSync(path, 'a');
    },
    close() {
      log.append('');
      closeSync(descriptor);
    },
  };
  return log;
}

/** Rotated files that are kept, as of logrotate's `rotate`: at a rotation every few seconds far more than the longest time that a reader is down. */
const keep = 20;

/** Moves `.1` to `.2` and so on, as logrotate and dockerd do; `.20` goes. `ending` comes behind the number. */
export function shiftRotated(path: string, ending = ''): void {
  rmSync(`${path}.${keep}${ending}`, { force: true });
  for (let number = keep - 1; number >= 1; number -= 1) {
    try {
      renameSync(`${path}.${number}${ending}`, `${path}.${number + 1}${ending}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
