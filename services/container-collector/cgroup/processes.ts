import { join } from 'node:path';
import { createFileReader } from './file-reader.ts';
import type { Reader } from './readings.ts';

/** `pids.current`: the same in both versions (kernel: cgroup-v1/pids, cgroup-v2). */
export function createProcessReader(directory: string): Reader<number> {
  return createFileReader([join(directory, 'pids.current')], text => (text === undefined ? undefined : Number(text)));
}
