import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findMounts, findSeenAt } from '../../../../../services/host-collector/sources/filesystem/mounts.ts';

const mountinfo = new URL('../../../../fixtures/host/before/proc/1/mountinfo', import.meta.url);
const summary = (text: string) =>
  findMounts(text).map(({ device, mountpoint, type, remote }) => `${device} ${mountpoint} ${type} ${remote}`);

test('file systems that hold data, each once; no images, layers of containers or pseudo file systems', () => {
  assert.deepEqual(summary(readFileSync(mountinfo, 'utf8')), [
    '/dev/mapper/vg0-root / ext4 false',
    '/dev/sda1 /boot ext4 false',
    '/dev/sda2 /boot/efi vfat false',
    '/dev/nvme0n1 /srv btrfs false',
    '/dev/sdb1 /mnt/usb disk fuseblk false',
    'nas:/export/share /mnt/share nfs4 true',
    'tank /tank zfs false',
  ]);
});

test('the root of a file system is preferred to a shorter path to a directory of it', () => {
  const lines = '30 1 8:1 /dir /d rw - ext4 /dev/sda1 rw\n31 1 8:1 / /mnt/whole rw - ext4 /dev/sda1 rw\n';
  assert.deepEqual(summary(lines), ['/dev/sda1 /mnt/whole ext4 false']);
});

test('an overlay counts as the root only', () => {
  const lines = '30 1 0:50 / / rw - overlay overlay rw\n31 1 0:51 / /merged rw - overlay overlay rw\n';
  assert.deepEqual(summary(lines), ['overlay / overlay false']);
});

test('a mount that hides another is the one to be seen', () => {
  const lines = '30 1 8:1 / /data rw - ext4 /dev/sda1 rw\n31 30 0:9 / /data rw - tmpfs tmpfs rw\n';
  assert.deepEqual(summary(lines), []);
});

test('garbage holds no mount', () => {
  assert.deepEqual(summary('\n1 2 3\n30 1 8:1 / /data rw - ext4\n30 1 8:1 / /data rw ext4 /dev/sda1 rw\n'), []);
});

/** What a process with the mounts `own` asks instead of each mount point of `host`. */
const seenAt = (host: string, own: string) => {
  const mounts = findMounts(host);
  return findSeenAt(mounts, own).map((path, index) => `${mounts[index]!.mountpoint} → ${path}`);
};
const recorded = (name: string) =>
  readFileSync(new URL(`../../../../fixtures/mountinfo/${name}`, import.meta.url), 'utf8');

test('on the host itself each is asked at its mount point', () => {
  const text = readFileSync(mountinfo, 'utf8');
  const places = findMounts(text).map(({ mountpoint }) => `${mountpoint} → ${mountpoint}`);
  assert.deepEqual(seenAt(text, text), places);
});

test("a container without the host's root sees the file system of the engine's data, and what is bound", () => {
  const own = recorded('container');
  assert.deepEqual(seenAt(recorded('host'), own), ['/ → /app']);
  const withoutApp = own.replace(/^.* \/app .*$/m, '');
  assert.deepEqual(seenAt(recorded('host'), withoutApp), ['/ → /etc/hosts']);
  assert.deepEqual(seenAt(readFileSync(mountinfo, 'utf8'), own).slice(0, 2), ['/ → undefined', '/boot → undefined']);
});

test('the same path with another file system behind it is not taken for it', () => {
  const host = '30 1 8:1 / /data rw - ext4 /dev/sda1 rw\n';
  assert.deepEqual(seenAt(host, '30 1 8:2 / /data rw - ext4 /dev/sda2 rw\n'), ['/data → undefined']);
  assert.deepEqual(seenAt(host, '30 1 8:1 /dir /data rw - ext4 /dev/sda1 rw\n31 1 8:1 / /x rw - ext4 /dev/sda1 rw\n'), [
    '/data → /data',
  ]);
});

test("subvolumes of one btrfs are seen by any of them; zfs's datasets and overlays each by themselves only", () => {
  const host = [
    '44 27 0:40 /@home /home rw - btrfs /dev/nvme0n1 rw,subvol=/@home',
    '48 27 0:51 / /tank rw - zfs tank rw',
    '49 27 0:52 / /tank/media rw - zfs tank/media rw',
    '50 27 0:60 / / rw - overlay overlay rw',
  ].join('\n');
  const own = [
    '76 52 0:39 / / ro - overlay overlay rw',
    '80 76 0:40 /@srv/x /host/fs/1 ro - btrfs /dev/nvme0n1 rw,subvol=/@srv',
    '81 76 0:52 /films /host/fs/2 ro - zfs tank/media rw',
  ].join('\n');
  assert.deepEqual(seenAt(host, own), [
    '/home → /host/fs/1',
    '/tank → undefined',
    '/tank/media → /host/fs/2',
    '/ → undefined',
  ]);
});
