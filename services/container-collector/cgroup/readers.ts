import type { CgroupPlace } from './locate.ts';
import { createProcessReader } from './processes.ts';
import type { CgroupReaders } from './readings.ts';
import { createCpuReader as createCpuReaderV1 } from './v1/cpu.ts';
import { createDiskReader as createDiskReaderV1 } from './v1/disk.ts';
import { createMemoryReader as createMemoryReaderV1 } from './v1/memory.ts';
import { createCpuReader as createCpuReaderV2 } from './v2/cpu.ts';
import { createDiskReader as createDiskReaderV2 } from './v2/disk.ts';
import { createMemoryReader as createMemoryReaderV2 } from './v2/memory.ts';

/** The readers that the version of a control group needs. `machineMemory` in bytes. */
export function createCgroupReaders(place: CgroupPlace, machineMemory: number): CgroupReaders {
  if (place.version === 1) {
    const { directory } = place;
    return {
      cpu: createCpuReaderV1({ cpu: directory('cpu'), cpuacct: directory('cpuacct') }),
      memory: createMemoryReaderV1(directory('memory'), machineMemory),
      disk: createDiskReaderV1(directory('blkio')),
      processes: createProcessReader(directory('pids')),
    };
  }
  const { directory } = place;
  return {
    cpu: createCpuReaderV2(directory),
    memory: createMemoryReaderV2(directory, machineMemory),
    disk: createDiskReaderV2(directory),
    processes: createProcessReader(directory),
  };
}
