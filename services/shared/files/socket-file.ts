import { lstat, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';

const answers = (path: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect(path);
    socket.on('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED'));
  });

const problem = (code: string, message: string): NodeJS.ErrnoException => Object.assign(new Error(message), { code });

/** Removes what a process that was killed left at `path`: a socket on which nobody answers. Says why there can be no socket. */
export async function clearSocketFile(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    // The listening would say EACCES of a directory that is not there.
    await stat(dirname(path));
    const file = await lstat(path).catch(unlessMissing);
    if (!file) return undefined;
    if (!file.isSocket()) return problem('EEXIST', 'a file that is no socket');
    if (await answers(path)) return problem('EADDRINUSE', 'somebody answers there');
    await unlink(path);
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
