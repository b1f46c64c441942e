import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFileReader } from '../file-reader.ts';
import type { DiskReading, Reader } from '../readings.ts';

/**
 * `blkio.throttle.io_service_bytes` and `…io_serviced` (kernel: cgroup-v1/blkio-controller), with the groups below where the
 * kernel adds these up. Recent kernels (6.18, for one) count only where a limit is set for the device.
 */
export function createDiskReader(directory: string): Reader<DiskReading> {
  const file = (name: string) => {
    const recursive = join(directory, `blkio.throttle.${name}_recursive`);
    return existsSync(recursive) ? recursive : join(directory, `blkio.throttle.${name}`);
  };
  return createFileReader([file('io_service_bytes'), file('io_serviced')], (bytesText, operationsText) => {
    if (bytesText === undefined || operationsText === undefined) return undefined;
    const bytes = parseRequests(bytesText);
    const operations = parseRequests(operationsText);
    const traffic = (key: string) => ({ bytes: bytes.get(key) ?? 0, operations: operations.get(key) ?? 0 });
    const names = new Set([...bytes.keys()].map(key => key.split(' ')[0]!));
    return [...names].map(name => ({ name, read: traffic(`${name} Read`), write: traffic(`${name} Write`) }));
  });
}

/** Lines are `8:0 Read 4096`, one per device and kind of request, by `8:0 Read`; last comes the total, which is left out. */
function parseRequests(text: string): Map<string, number> {
  const requests = new Map<string, number>();
  for (const [, key, value] of text.matchAll(/^(\d+:\d+ \w+) (\d+)$/gm)) requests.set(key!, Number(value));
  return requests;
}
