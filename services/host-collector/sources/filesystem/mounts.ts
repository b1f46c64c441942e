/** A file system that holds data, at the one place by which it is known. */
export interface Mount {
  /** major:minor, by which it is found where another process has it mounted. */
  readonly number: string;
  /** The block device, or what the file system calls its source: `server:/export`. */
  readonly device: string;
  readonly mountpoint: string;
  readonly type: string;
  /** Whether asking it may mean asking another machine. */
  readonly remote: boolean;
}

/** Local file systems whose source is no path below /dev. */
const localTypes = new Set(['zfs', 'btrfs', 'bcachefs', 'ubifs', 'virtiofs']);
const networkTypes = ['nfs', 'nfs4', 'cifs', 'smb3', 'afs', '9p'];
const clusterTypes = ['ceph', 'fuse.ceph', 'fuse.glusterfs', 'lustre', 'beegfs', 'gpfs'];
const remoteTypes = new Set([...networkTypes, ...clusterTypes]);
/** Images that are full from the day they were made. */
const imageTypes = new Set(['squashfs', 'iso9660', 'udf', 'erofs', 'cramfs', 'romfs']);
/** Where engines with the storage drivers zfs, btrfs or devicemapper mount each layer. */
const layers = /\/(?:docker|containers\/storage)\/(?:zfs|btrfs|devicemapper|overlay2?|aufs)\//;

/**
 * The file systems of `/proc/<pid>/mountinfo`, proc_pid_mountinfo(5), that hold data: on block devices, pools and the
 * network, and an overlay when it is the root. Each once, though mounted in several places (bind mounts, subvolumes): where its
 * own root is mounted, else at the shortest path.
 */
export function findMounts(mountinfo: string): Mount[] {
  const chosen = chooseEach(visibleMounts(mountinfo).filter(holdsData));
  return [...chosen.values()].map(({ number, device, mountpoint, type }) => ({
    number,
    device,
    mountpoint,
    type,
    remote: remoteTypes.has(type),
  }));
}

/**
 * Where the process of this `mountinfo` sees the file systems that others know as `mounts`, in the same order; undefined for
 * one that it sees nowhere. Any directory or file of a file system tells its space, so a bind mount will do, as those of
 * /etc/hosts that an engine makes: only a directory with a project quota would tell of its own, so the root is preferred.
 */
export function findSeenAt(mounts: readonly Mount[], mountinfo: string): (string | undefined)[] {
  const visible = visibleMounts(mountinfo);
  const best = chooseEach(visible);
  const here = new Set(visible.map(({ number, mountpoint }) => `${number} ${mountpoint}`));
  return mounts.map(({ number, mountpoint }) =>
    here.has(`${number} ${mountpoint}`) ? mountpoint : best.get(number)?.mountpoint,
  );
}

function visibleMounts(mountinfo: string): Line[] {
  const visible = new Map<string, Line>();
  for (const text of mountinfo.split('\n')) {
    const line = parseLine(text);
    // A later mount on the same place hides the earlier one.
    if (line) visible.set(line.mountpoint, line);
  }
  return [...visible.values()];
}

/** The best line of each file system, by number. */
function chooseEach(lines: readonly Line[]): Map<string, Line> {
  const chosen = new Map<string, Line>();
  for (const line of lines) {
    const other = chosen.get(line.number);
    if (!other || rank(line) < rank(other)) chosen.set(line.number, line);
  }
  return chosen;
}

interface Line {
  /**
   * major:minor of the file system, the same wherever it is mounted. All subvolumes of a btrfs share it (only stat(2) tells
   * them apart) and its space; each dataset of zfs and each overlay has its own, and so does a container's root.
   */
  readonly number: string;
  /** What of the file system is mounted: `/`, or a directory of it. */
  readonly root: string;
  readonly mountpoint: string;
  readonly type: string;
  readonly device: string;
}

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`; the fields before `-` vary in number. */
function parseLine(text: string): Line | undefined {
  const fields = text.split(' ');
  const dash = fields.indexOf('-', 6);
  if (dash < 0 || fields.length < dash + 3) return undefined;
  return {
    number: fields[2]!,
    root: fields[3]!,
    mountpoint: decodeOctal(fields[4]!),
    type: fields[dash + 1]!,
    device: decodeOctal(fields[dash + 2]!),
  };
}

/** Blanks, line feeds, backslashes and hashes are written as three octal digits. */
function decodeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function holdsData({ type, device, mountpoint }: Line): boolean {
  if (imageTypes.has(type) || layers.test(mountpoint)) return false;
  if (type === 'overlay') return mountpoint === '/';
  return localTypes.has(type) || remoteTypes.has(type) || (device.startsWith('/dev/') && !type.startsWith('fuse.'));
}

/** Lower is better. No path is as long as the price of not being the file system's root. */
function rank({ root, mountpoint }: Line): number {
  return (root === '/' ? 0 : 1_000_000) + mountpoint.length;
}
