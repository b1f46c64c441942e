import { closeSync, openSync, readSync } from 'node:fs';

/** A file of the kernel that is read again and again: its descriptor is kept. */
export interface KeptFile {
  /** The whole text as of now; undefined when there is no such file, or it cannot be read. */
  read(): string | undefined;
  /** Why the last {@link read} gave nothing, as the system's code (`ENOENT`, `EACCES` …); undefined when it gave text. */
  readonly error: string | undefined;
  /** Lets go of the descriptor. A later {@link read} opens the file again. */
  close(): void;
}

/** Files are read one at a time and turned into text at once, so they share what they are read into. */
let buffer = Buffer.allocUnsafe(16_384);

/** The file at `path`, which need not be there: it is opened by the first read that finds it. */
export function createKeptFile(path: string): KeptFile {
  let descriptor: number | undefined;
  let error: string | undefined;

  const close = () => {
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
  };
  const attempt = () => {
    try {
      descriptor ??= openSync(path, 'r');
      const text = readWhole(descriptor);
      error = undefined;
      return text;
    } catch (thrown) {
      error = (thrown as NodeJS.ErrnoException).code ?? String(thrown);
      close();
      return undefined;
    }
  };
  return {
    get error() {
      return error;
    },
    read() {
      const kept = descriptor !== undefined;
      const text = attempt();
      // A descriptor goes stale when what it belongs to goes (ENODEV of a cgroup, ESRCH of a process), yet the path may be there anew.
      return text === undefined && kept ? attempt() : text;
    },
    close,
  };
}

/** A file of the kernel has no size and comes in pieces of a page or so: only an empty read is its end. */
function readWhole(descriptor: number): string {
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const read = readSync(descriptor, buffer, length, buffer.length - length, length);
    if (read === 0) return buffer.toString('utf8', 0, length);
    length += read;
  }
}
