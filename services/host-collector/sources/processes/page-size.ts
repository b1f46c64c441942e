import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

const mostCommon = 4096;

/** Bytes in a page of memory: 4096 on most machines, up to 65536 on some of ARM and POWER. From `/proc/self/smaps`. */
export function readPageSize(proc: string): number {
  // Only its beginning: the kernel walks the process's whole memory to make the rest.
  const beginning = Buffer.alloc(1024);
  try {
    const descriptor = openSync(join(proc, 'self/smaps'), 'r');
    readSync(descriptor, beginning, 0, beginning.length, 0);
    closeSync(descriptor);
  } catch {
    return mostCommon; // a kernel without the option, or a proc of another machine
  }
  const kibibytes = /^KernelPageSize: +(\d+) kB$/m.exec(beginning.toString('latin1'))?.[1];
  return kibibytes === undefined ? mostCommon : Number(kibibytes) * 1024;
}
