import type { DiskReading, Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const directions = ['read', 'write'] as const;

/** `container.disk.*`, all devices together; each is counted on its own, as one may come or go. */
export function createDiskMetrics(reader: Reader<DiskReading>, fromZero: boolean): Metrics {
  return createMetrics(reader, fromZero, (devices, { say, grown }) => {
    for (const direction of directions) {
      let bytes = 0;
      let operations = 0;
      for (const device of devices) {
        bytes += grown(`${device.name} ${direction} bytes`, device[direction].bytes);
        operations += grown(`${device.name} ${direction} operations`, device[direction].operations);
      }
      say.count('container.disk.io', bytes, { direction });
      say.count('container.disk.operations', operations, { direction });
    }
  });
}
