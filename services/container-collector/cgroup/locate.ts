import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Outcome, success } from '../../shared/outcome.ts';

/** The directories of a container's control group: one per controller in version 1, one for all in version 2. */
export type CgroupPlace =
  | { readonly version: 1; readonly directory: (controller: string) => string }
  | { readonly version: 2; readonly directory: string };

/** Where a container's control group is looked for. */
export interface CgroupSearch {
  /** Where the proc file system of the host lies. */
  readonly proc: string;
  /** Where the control groups are mounted. */
  readonly cgroup: string;
}

/** A line of `/proc/<pid>/cgroup`, cgroups(7): `4:memory:/docker/<id>`, of version 2 `0::/docker/<id>`. */
interface Membership {
  readonly hierarchy: string;
  readonly controllers: readonly string[];
  readonly path: string;
}

/** Where engines put containers, for paths that do not start at the mount. */
const parents = ['', 'docker', 'system.slice'];

/**
 * The control group of container `id`, by way of its first process. Fails when that process is gone, belongs to something
 * else (the engine is on another machine), or its control group is not below the mount.
 */
export function locateCgroup(id: string, pid: number, { proc, cgroup }: CgroupSearch): Outcome<CgroupPlace> {
  const file = join(proc, String(pid), 'cgroup');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return failure(`${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  const memberships = text.trim().split('\n').map(parseMembership);
  const inVersion1 = memberships.find(({ controllers }) => controllers.includes('cpuacct'));
  const membership = inVersion1 ?? memberships.find(({ hierarchy }) => hierarchy === '0');
  const paths = membership ? candidates(membership.path, id) : [];
  if (paths.length === 0) return failure(`${file} names no control group of the container`);

  const mountOf = (controller: string) =>
    inVersion1 ? join(cgroup, mountName(cgroup, memberships, controller)) : cgroup;
  const path = paths.find(candidate => existsSync(join(mountOf('cpuacct'), candidate)));
  if (path === undefined) return failure(`no control group at ${join(mountOf('cpuacct'), paths[0]!)}`);
  return success(
    inVersion1
      ? { version: 1, directory: controller => join(mountOf(controller), path) }
      : { version: 2, directory: join(cgroup, path) },
  );
}

function parseMembership(line: string): Membership {
  const [hierarchy = '', controllers = '', ...path] = line.split(':');
  return { hierarchy, controllers: controllers.split(','), path: path.join(':') };
}

/** Controllers that share a hierarchy are mounted together, as `cpu,cpuacct`, mostly with a link of each one's name. */
function mountName(cgroup: string, memberships: readonly Membership[], controller: string): string {
  const together = memberships.find(({ controllers }) => controllers.includes(controller))?.controllers.join(',');
  return together === undefined || existsSync(join(cgroup, controller)) ? controller : together;
}

/**
 * The paths at which the group may be: `/docker/<id>`, `/system.slice/docker-<id>.scope`, `/user.slice/…/libpod-<id>.scope` …
 * What a container makes below its own group (systemd as its first process) is cut off. A reader in a cgroup namespace of
 * its own sees paths relative to itself: `/../<id>`.
 */
function candidates(path: string, id: string): string[] {
  const segments = path.split('/').filter(Boolean);
  const own = segments.findIndex(segment => segment.includes(id));
  if (own < 0) return [];
  const whole = segments.slice(0, own + 1);
  const below = whole.filter(segment => segment !== '..').join('/');
  return whole[0] === '..' ? parents.map(parent => join(parent, below)) : [below];
}
