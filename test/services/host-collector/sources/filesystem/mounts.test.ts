import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findMounts } from '../../../../../services/host-collector/sources/filesystem/mounts.ts';

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
