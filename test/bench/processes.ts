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

/** Resolves after so many milliseconds. */
export const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
