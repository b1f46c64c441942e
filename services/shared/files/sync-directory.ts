import { open } from 'node:fs/promises';

/** Makes what was made, renamed or removed in a directory survive a loss of power. Throws errors of the file system. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
