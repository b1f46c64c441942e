import type { StatsFs } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import { quote } from '../../../shared/logging/quote.ts';
import type { Tags } from '../../../shared/metric.ts';
import { failure } from '../../../shared/outcome.ts';
import type { StatsdClient } from '../../../shared/statsd-client/client.ts';
import { tagText } from '../../../shared/tag-text.ts';
import { createFileSource } from '../file-source.ts';
import { type Source, said } from '../source.ts';
import { findMounts, type Mount } from './mounts.ts';
import { createSpaceReader, type Statfs } from './space.ts';

/** Where the host's files lie as seen from here, and how they are asked. */
export interface FilesystemOptions {
  readonly proc: string;
  /** Prefix of the host's mount points. */
  readonly root: string;
  readonly clock: Clock;
  /** Stands in for statfs(2) in tests. */
  readonly statfs?: Statfs;
}

/** Milliseconds in which a file system has to answer. */
const timeLimit = 1000;
/** Mounts looked at in one round; a host with more is reported as a failure. */
const mostMounts = 256;

/** Room on the file systems that hold data: the mounts of process 1 where they can be read, else this process's own. */
export function createFilesystemSource({ proc, root, clock, statfs }: FilesystemOptions): Source {
  // Apart, so that a server that is gone does not keep the host's own disks from being seen.
  const local = createSpaceReader(clock, timeLimit, statfs);
  const remote = createSpaceReader(clock, timeLimit, statfs);
  const paths = [join(proc, '1/mountinfo'), join(proc, 'self/mountinfo')];
  return createFileSource('filesystem', paths, async (text, statsd) => {
    const mounts = findMounts(text);
    const troubles = mounts.length > mostMounts ? [`${mounts.length - mostMounts} mounts beyond ${mostMounts}`] : [];
    for (const mount of mounts.slice(0, mostMounts)) {
      const space = await (mount.remote ? remote : local).read(join(root, mount.mountpoint));
      if (space.ok) tell(mount, space.value, statsd);
      else troubles.push(`${quote(mount.mountpoint)} ${space.reason}`);
    }
    const [first, ...others] = troubles;
    if (first === undefined) return said;
    return failure(others.length > 0 ? `${first}, and ${others.length} more` : first);
  });
}

/** As df(1) reckons: what is free to root only is reserved, and counts neither as used nor as free. */
function tell(mount: Mount, { bsize, blocks, bfree, bavail, files, ffree }: StatsFs, statsd: StatsdClient): void {
  if (blocks === 0) return; // holds nothing, as an automounter's place
  const tags: Tags = { device: tagText(mount.device), mountpoint: tagText(mount.mountpoint), type: mount.type };
  const states = { used: blocks - bfree, free: bavail, reserved: bfree - bavail };
  for (const [state, amount] of Object.entries(states)) {
    statsd.gauge('system.filesystem.usage', amount * bsize, { ...tags, state });
  }
  const toUse = states.used + states.free;
  statsd.gauge('system.filesystem.utilization', toUse > 0 ? states.used / toUse : 1, tags);
  if (files > 0) statsd.gauge('system.filesystem.inodes.utilization', (files - ffree) / files, tags);
}
