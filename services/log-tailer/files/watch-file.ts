import { watch } from 'node:fs';

/**
 * Has `onHint` called when the kernel tells that the file at `path` was written to, renamed or removed (inotify), until
 * what it returns is called. Undefined where it can't tell, as when `fs.inotify.max_user_watches` are in use.
 */
export function watchFile(path: string, onHint: () => void): (() => void) | undefined {
  try {
    const watcher = watch(path, { persistent: false }, onHint);
    watcher.on('error', onHint);
    return () => watcher.close();
  } catch {
    return undefined;
  }
}

/** The same for a directory: `onName` is called with the name in it that appeared, changed or went. */
export function watchNames(path: string, onName: (name: string) => void): (() => void) | undefined {
  try {
    const watcher = watch(path, { persistent: false }, (_event, name) => name !== null && onName(name));
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return undefined;
  }
}
