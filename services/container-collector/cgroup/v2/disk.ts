import { join } from 'node:path';
import { createFileReader } from '../file-reader.ts';
import type { DeviceReading, DiskReading, Reader } from '../readings.ts';

/** `io.stat` (kernel: cgroup-v2): a line per device, `8:0 rbytes=4096 wbytes=0 rios=1 wios=0 …`; of an unused one the numbers alone. */
export function createDiskReader(directory: string): Reader<DiskReading> {
  return createFileReader([join(directory, 'io.stat')], stat =>
    stat?.trim().split('\n').filter(Boolean).map(parseDevice),
  );
}

function parseDevice(line: string): DeviceReading {
  const [name = '', ...fields] = line.split(' ');
  const values = new Map(fields.map(field => field.split('=') as [string, string]));
  const traffic = (initial: string) => ({
    bytes: Number(values.get(`${initial}bytes`) ?? 0),
    operations: Number(values.get(`${initial}ios`) ?? 0),
  });
  return { name, read: traffic('r'), write: traffic('w') };
}
