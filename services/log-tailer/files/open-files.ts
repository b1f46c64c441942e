import type { LogFile } from './log-file.ts';
import { type Identity, identityKey } from './position.ts';

/** The files that are open: none is followed twice, whatever its paths. */
export interface OpenFiles {
  has(file: Identity): boolean;
  /** `path`: by which it was opened. */
  add(path: string, file: LogFile): void;
  delete(file: Identity): void;
  /** Those that were opened by that path, wherever they are by now. */
  openedAt(path: string): readonly LogFile[];
  readonly size: number;
}

/** None yet. */
export function createOpenFiles(): OpenFiles {
  const paths = new Map<string, string>();
  const files = new Map<string, readonly LogFile[]>();
  return {
    has: file => paths.has(identityKey(file)),
    add(path, file) {
      paths.set(identityKey(file), path);
      files.set(path, [...(files.get(path) ?? []), file]);
    },
    delete(file) {
      const key = identityKey(file);
      const path = paths.get(key);
      if (path === undefined) return;
      paths.delete(key);
      const others = (files.get(path) ?? []).filter(other => identityKey(other) !== key);
      if (others.length > 0) files.set(path, others);
      else files.delete(path);
    },
    openedAt: path => files.get(path) ?? [],
    get size() {
      return paths.size;
    },
  };
}
