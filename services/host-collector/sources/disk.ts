import { join } from 'node:path';
import { createDeltas } from '../../shared/kernel/deltas.ts';
import type { Tags } from '../../shared/metric.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';
import { findWholeDisks } from './whole-disks.ts';

/** `/proc/diskstats` counts in sectors of 512 bytes, whatever the disk's own are. */
const sector = 512;
const millisecondsPerSecond = 1000;

/**
 * What whole disks did since the last round, from `/proc/diskstats`, whose numbers the kernel's
 * Documentation/admin-guide/iostats.rst explains. A disk that never did anything, as a drive without a medium, is left out.
 */
export function createDiskSource(proc: string, sys: string): Source {
  const deltas = createDeltas();
  return createFileSource('disk', [join(proc, 'diskstats')], (text, statsd) => {
    const disks = findWholeDisks(sys);
    if (!disks.ok) return disks;
    for (const line of text.split('\n')) {
      const fields = line.trim().split(/\s+/);
      const device = fields[2];
      if (device === undefined || !disks.value.has(device)) continue;
      const [reads = 0, , sectorsRead = 0, , writes = 0, , sectorsWritten = 0, , , busy = 0] = fields
        .slice(3)
        .map(Number);
      const count = (name: string, value: number, tags: Tags, parts = 1) => {
        const delta = deltas.since(`${device} ${name} ${tags.direction}`, value);
        if (delta !== undefined && reads + writes > 0) statsd.count(name, delta / parts, { device, ...tags });
      };
      count('system.disk.io', sectorsRead * sector, { direction: 'read' });
      count('system.disk.io', sectorsWritten * sector, { direction: 'write' });
      count('system.disk.operations', reads, { direction: 'read' });
      count('system.disk.operations', writes, { direction: 'write' });
      count('system.disk.io_time', busy, {}, millisecondsPerSecond);
    }
    deltas.endRound();
    return said;
  });
}
