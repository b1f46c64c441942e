import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Outcome, success } from '../../shared/outcome.ts';

/** Memory, files and compressed memory that pass for disks; and volumes of ZFS, which lie on disks without saying so. */
const notDisks = /^(?:loop|ram|zram|zd)\d/;

/**
 * The names, as in `/proc/diskstats`, of the block devices that are disks of their own: no partitions, and nothing that lies
 * on other disks (device mapper, software RAID) or is one path of several to a disk, as its traffic would count twice.
 */
export function findWholeDisks(sys: string): Outcome<Set<string>> {
  const block = join(sys, 'block');
  const devices = list(block);
  if (!devices) return failure(`${block}: cannot be listed`);
  const disks = devices.filter(
    name => !notDisks.test(name) && !list(join(block, name, 'slaves'))?.length && !isHidden(join(block, name)),
  );
  return success(new Set(disks.map(name => name.replaceAll('!', '/'))));
}

function list(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch {
    return undefined;
  }
}

/** The kernel hides the single paths to a disk that has several (NVMe multipath). */
function isHidden(device: string): boolean {
  try {
    return readFileSync(join(device, 'hidden'), 'latin1').startsWith('1');
  } catch {
    return false; // kernels before 4.15 hide none
  }
}
