import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncDirectory } from '../../shared/files/sync-directory.ts';

/** A file as it is to lie there, with mode 0400. */
export interface FileSpec {
  readonly path: string;
  readonly content: string | Buffer;
  /** Its owner; undefined: whoever writes it. */
  readonly uid?: number | undefined;
}

/**
 * Puts a file in place so that a crash at any moment leaves the old one or the new one, whole. `exclusive`: only where
 * nothing lies yet, else EEXIST; drafts of others stay. Throws errors of the file system.
 */
export async function putFile({ path, content, uid }: FileSpec, { exclusive = false } = {}): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true, mode: 0o755 });
  if (!exclusive) await removeDrafts(directory, name => name === basename(path));
  const draft = join(directory, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeDurably(draft, content, uid);
    // A link fails where something lies, a rename replaces it.
    await (exclusive ? link(draft, path) : rename(draft, path));
  } finally {
    await rm(draft, { force: true });
  }
  await syncDirectory(directory);
}

async function writeDurably(path: string, content: string | Buffer, uid: number | undefined): Promise<void> {
  const file = await open(path, 'wx', 0o400);
  try {
    await file.writeFile(content);
    // The mode first: without CAP_FOWNER it cannot be changed once the file is someone else's.
    await file.chmod(0o400);
    if (uid !== undefined && uid !== (await file.stat()).uid) await file.chown(uid, uid);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes the drafts, in a directory, of those files whose writer was killed. */
export async function removeDrafts(directory: string, isOf: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(directory)) {
    const draft = /^\.(.+)\.[0-9a-f]{12}\.tmp$/.exec(name);
    if (draft && isOf(draft[1]!)) await rm(join(directory, name), { force: true });
  }
}
