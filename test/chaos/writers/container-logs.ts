import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { entriesOf } from '../entries.ts';

/** The log files of the containers of an engine that is killed at times. */
export interface ContainerLogs {
  /** To be called while the engine is down: copies what it did not finish to compress. It forgets that, and loses it with its next rotation. */
  holdUncompressed(): void;
  /** The text of each file of a container's log, the oldest first. They stay in the directory `held`, to be looked into. */
  read(id: string): readonly string[];
}

/** `containers`: where each has its directory; `held`: where copies are put. */
export function createContainerLogs(containers: string, held: string): ContainerLogs {
  /** Compressed files of which the uncompressed one is held. */
  const superseded = new Set<string>();
  const directoryOf = (id: string) => join(held, id);

  /** Copies a file that is not written to any more, once however often the engine renames it; undefined when there is none. */
  const hold = (id: string, file: string): string | undefined => {
    const path = join(containers, id, file);
    mkdirSync(directoryOf(id), { recursive: true });
    try {
      const { ino, mtimeMs } = statSync(path);
      // A compressed one keeps its number for the whole run; that of another is free again when it was compressed.
      const name = file.endsWith('.gz') ? `${ino}.gz` : `${ino}-${mtimeMs}`;
      // No link: the engine has its directory mounted, as a file system of its own.
      if (!existsSync(join(directoryOf(id), name))) copyFileSync(path, join(directoryOf(id), name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  };
  /** Where both are there, the engine is at compressing, or was killed at it. */
  const holdLastRotated = (id: string) => {
    const last = `${id}-json.log.1`;
    if (hold(id, last) === undefined) return;
    const compressed = hold(id, `${last}.gz`);
    if (compressed !== undefined) superseded.add(join(directoryOf(id), compressed));
  };

  return {
    holdUncompressed() {
      for (const id of namesIn(containers)) holdLastRotated(id);
    },
    read(id) {
      holdLastRotated(id);
      for (const file of namesIn(join(containers, id))) if (file.startsWith(`${id}-json.log`)) hold(id, file);
      const paths = namesIn(directoryOf(id)).map(file => join(directoryOf(id), file));
      const texts = paths.filter(path => !superseded.has(path)).map(readLog);
      return texts.toSorted((a, b) => timeOf(a) - timeOf(b));
    },
  };
}

const readLog = (path: string) =>
  (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString();

/** When the first record was written, epoch ms. A file without one has nothing to say. */
const timeOf = (text: string) => Date.parse(/"time":"([^"]+)"\}$/m.exec(text)?.[1] ?? '1970-01-01');

const namesIn = (directory: string) => entriesOf(directory).map(({ name }) => name);
