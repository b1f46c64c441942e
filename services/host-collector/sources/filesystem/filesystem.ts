import type { StatsFs } from 'node:fs';
import { join } from 'node:path';
import { createKeptFile } from '../../../shared/kernel/kept-file.ts';
import type { Clock } from '../../../shared/lifecycle/clock.ts';
import { quote } from '../../../shared/logging/quote.ts';
import type { Tags } from '../../../shared/metric.ts';
import { failure } from '../../../shared/outcome.ts';
import type { StatsdClient } from '../../../shared/statsd-client/client.ts';
import { tagText } from '../../../shared/tag-text.ts';
import { createFileSource } from '../file-source.ts';
import { type Source, said } from '../source.ts';
import { findMounts, findSeenAt, type Mount } from './mounts.ts';
import { createSpaceReader, type Statfs } from './space.ts';

/** Where the host's proc file system lies, and how file systems are asked. */
export interface FilesystemOptions {
  readonly proc: string;
  readonly clock: Clock;
  /** Stands in for statfs(2) in tests. */
  readonly statfs?: Statfs;
}

/** Milliseconds in which a file system has to answer. */
const timeLimit = 1000;
/** Mounts looked at in one round; a host with more is reported as a failure. */
const mostMounts = 256;

/** File systems named when they are left out. */
const mostNamed = 5;

/**
 * Room on the file systems that hold data: the mounts of process 1 where they can be read, else this process's own. In a
 * container the host's paths are others' or none, so each is asked where this process has it mounted, and is left out when it has not.
 */
export function createFilesystemSource({ proc, clock, statfs }: FilesystemOptions): Source {
  // Apart, so that a server that is gone does not keep the host's own disks from being seen.
  const local = createSpaceReader(clock, timeLimit, statfs);
  const remote = createSpaceReader(clock, timeLimit, statfs);
  const ownPath = join(proc, 'self/mountinfo');
  const own = createKeptFile(ownPath);
  let unseen: Mount[] = [];
  const source = createFileSource('filesystem', [join(proc, '1/mountinfo'), ownPath], async (text, statsd) => {
    const ownText = own.read();
    if (ownText === undefined) return failure(`${ownPath}: ${own.error}`);
    const mounts = findMounts(text);
    const troubles = mounts.length > mostMounts ? [`${mounts.length - mostMounts} mounts beyond ${mostMounts}`] : [];
    const looked = mounts.slice(0, mostMounts);
    const paths = findSeenAt(looked, ownText);
    unseen = looked.filter((_, index) => paths[index] === undefined);
    for (const [index, mount] of looked.entries()) {
      const path = paths[index];
      if (path === undefined) continue;
      const space = await (mount.remote ? remote : local).read(path);
      if (space.ok) tell(mount, space.value, statsd);
      else troubles.push(`${quote(mount.mountpoint)} ${space.reason}`);
    }
    const [first, ...others] = troubles;
    if (first === undefined) return said;
    return failure(others.length > 0 ? `${first}, and ${others.length} more` : first);
  });
  return {
    ...source,
    omitted: () => (unseen.length > 0 ? describeUnseen(unseen) : undefined),
    close() {
      source.close();
      own.close();
    },
  };
}

function describeUnseen(unseen: readonly Mount[]): string {
  const names = unseen.slice(0, mostNamed).map(({ mountpoint }) => quote(mountpoint));
  if (unseen.length > mostNamed) names.push(`${unseen.length - mostNamed} more`);
  const example = quote(`${unseen[0]!.mountpoint}:/host/fs/1:ro`);
  return `the file systems at ${names.join(', ')} (not mounted in this container: bind any directory of each, as ${example})`;
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
