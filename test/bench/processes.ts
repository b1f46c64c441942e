import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Jiffies a second: what `getconf CLK_TCK` says on every Linux that Node runs on. */
const jiffies = 100;

/** CPU seconds, user and system, that a process has used, its ended children left out: proc(5), `/proc/<pid>/stat`. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / jiffies;
}

/** Resident memory of a process in bytes: proc(5), `VmRSS`. */
export function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
}

/** Starts node with these arguments, its standard output piped. */
export function startNode(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess & { readonly pid: number } {
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`node ${argv.join(' ')} did not start`);
  return Object.assign(child, { pid });
}

/** Ends a process by a signal and waits until it is gone; answers what it printed last. */
export async function stopProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<string> {
  let printed = '';
  child.stdout?.on('data', text => {
    printed += text;
  });
  child.kill(signal);
  await once(child, 'close');
  return printed;
}

/** Resolves after so many milliseconds. */
export const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
