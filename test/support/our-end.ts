import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Has `sh` run a script when this process has ended, even if it was killed: a shell waits for our end of a pipe. Answers how to call it off. */
export function runAfterOurEnd(script: string, ...args: readonly string[]): () => void {
  const shell = spawn('sh', ['-c', `read _; ${script}`, 'sh', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // What ends a group of processes, as Ctrl-C does, does not end it.
    detached: true,
  });
  shell.unref();
  (shell.stdin as Socket).unref();
  return () => void shell.kill('SIGKILL');
}

/** Kills a child that still runs when this process has ended. */
export function killAfterOurEnd(child: ChildProcess): void {
  child.once('exit', runAfterOurEnd('kill -9 "$1"', String(child.pid)));
}
