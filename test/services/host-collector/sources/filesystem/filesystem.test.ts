import assert from 'node:assert/strict';
import type { StatsFs } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { createFilesystemSource } from '../../../../../services/host-collector/sources/filesystem/filesystem.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createRecordingClient, type RecordingClient } from '../../../../support/recording-client.ts';
import { createHostTree, type HostTree } from '../../host-tree.ts';
import { createStatfs, stats } from './statfs.ts';

let tree: HostTree;
let clock: FakeClock;
let statsd: RecordingClient;
beforeEach(() => {
  tree = createHostTree();
  clock = createFakeClock();
  statsd = createRecordingClient();
});
afterEach(() => tree.remove());

const root = '30 1 8:1 / / rw - ext4 /dev/sda1 rw\n';
const boot = '31 30 8:2 / /boot rw - vfat /dev/sda2 rw\n';
const share = '32 30 0:50 / /share rw - nfs4 nas:/share rw\n';
const archive = '33 30 0:51 / /archive rw - nfs4 nas:/archive rw\n';

/** A source on a host with these mounts, of which this process sees `own`: the same unless told otherwise. */
function sourceOf(mountinfo: string, answers: Record<string, StatsFs | 'hangs'>, own = mountinfo) {
  tree.write('proc/1/mountinfo', mountinfo);
  tree.write('proc/self/mountinfo', own);
  const { statfs, asked } = createStatfs(answers);
  return { source: createFilesystemSource({ proc: tree.proc, clock, statfs }), asked };
}

test('space and inodes as df reckons them', async () => {
  const { source, asked } = sourceOf(root, { '/': stats });
  assert.deepEqual(await source.collect(statsd), { ok: true, value: undefined });
  assert.deepEqual(asked, ['/']);
  assert.deepEqual(statsd.take(), [
    'system.filesystem.inodes.utilization{device:/dev/sda1,mountpoint:/,type:ext4} 0.25 g',
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:free,type:ext4} 2252800 g',
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:reserved,type:ext4} 204800 g',
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:used,type:ext4} 1638400 g',
    `system.filesystem.utilization{device:/dev/sda1,mountpoint:/,type:ext4} ${400 / 950} g`,
  ]);
});

test('no inodes where their number is not fixed; nothing at all where there are no blocks; full without any room', async () => {
  const none = { files: 0, ffree: 0 };
  const { source } = sourceOf(root + boot, {
    '/': { ...stats, ...none, bfree: 0, bavail: 0 },
    '/boot': { ...stats, blocks: 0, bfree: 0, bavail: 0 },
  });
  await source.collect(statsd);
  assert.deepEqual(statsd.take(), [
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:free,type:ext4} 0 g',
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:reserved,type:ext4} 0 g',
    'system.filesystem.usage{device:/dev/sda1,mountpoint:/,state:used,type:ext4} 4096000 g',
    'system.filesystem.utilization{device:/dev/sda1,mountpoint:/,type:ext4} 1 g',
  ]);
});

test('a server that is gone costs one second once, and hides no disk of the host', async () => {
  const { source, asked } = sourceOf(share + archive + root, {
    '/share': 'hangs',
    '/archive': stats,
    '/': stats,
  });
  const failure = { ok: false, reason: '"/share" does not answer, and 1 more' };
  const first = source.collect(statsd);
  await clock.advance(1000);
  assert.deepEqual(await first, failure);
  assert.deepEqual(await source.collect(statsd), failure);
  assert.deepEqual(asked, ['/share', '/', '/']);
  assert.equal(statsd.take().filter(line => line.includes('filesystem.utilization')).length, 2);
});

test('one that may not be looked at is told, and the others are seen', async () => {
  const { source } = sourceOf(boot + root, { '/': stats });
  assert.deepEqual(await source.collect(statsd), { ok: false, reason: '"/boot" ENOENT' });
  assert.equal(statsd.take().length, 5);
});

test('not more mounts than it may', async () => {
  const mounts = Array.from({ length: 300 }, (_, n) => `${n} 1 8:${n} / /m${n} rw - ext4 /dev/sd${n} rw\n`);
  const answers = Object.fromEntries(mounts.map((_, n) => [`/m${n}`, stats]));
  const { source, asked } = sourceOf(mounts.join(''), answers);
  assert.deepEqual(await source.collect(statsd), { ok: false, reason: '44 mounts beyond 256' });
  assert.equal(asked.length, 256);
});

test("this process's own mounts where those of process 1 cannot be read", async () => {
  const { source } = sourceOf(root, { '/boot': stats }, boot);
  tree.remove('proc/1/mountinfo');
  assert.deepEqual(await source.collect(statsd), { ok: true, value: undefined });
  assert.equal(statsd.take().filter(line => line.includes('mountpoint:/boot')).length, 5);
});

const container = [
  '76 52 0:39 / / ro - overlay overlay rw',
  '109 76 8:1 /var/lib/docker/containers/4ac/hosts /etc/hosts ro - ext4 /dev/sda1 rw\n',
].join('\n');

test('in a container each is asked where it is mounted there, and told by its place on the host', async () => {
  const { source, asked } = sourceOf(root + boot, { '/etc/hosts': stats, '/boot': { ...stats, blocks: 5 } }, container);
  assert.deepEqual(await source.collect(statsd), { ok: true, value: undefined });
  assert.deepEqual(asked, ['/etc/hosts']);
  assert.ok(statsd.take().every(line => line.includes('{device:/dev/sda1,mountpoint:/,')));
});

test('what is not mounted there is left out and named, until it is', async () => {
  const { source, asked } = sourceOf(root + boot, { '/etc/hosts': stats, '/host/fs/1': stats }, container);
  assert.equal(source.omitted?.(), undefined);
  await source.collect(statsd);
  assert.equal(
    source.omitted?.(),
    'the file systems at "/boot" (not mounted in this container: bind any directory of each, as "/boot:/host/fs/1:ro")',
  );
  tree.write('proc/self/mountinfo', `${container}110 76 8:2 /efi /host/fs/1 ro - vfat /dev/sda2 rw\n`);
  await source.collect(statsd);
  assert.equal(source.omitted?.(), undefined);
  assert.deepEqual(asked, ['/etc/hosts', '/etc/hosts', '/host/fs/1']);
});

test('of many that are left out the first are named', async () => {
  const mounts = Array.from({ length: 8 }, (_, n) => `${n} 1 8:${n} / /m${n} rw - ext4 /dev/sd${n} rw\n`).join('');
  const { source } = sourceOf(mounts, {}, '76 52 0:39 / / ro - overlay overlay rw\n');
  await source.collect(statsd);
  assert.match(source.omitted?.() ?? '', /^the file systems at "\/m0", "\/m1", "\/m2", "\/m3", "\/m4", 3 more \(/);
});

test('nothing is guessed when the mounts of this process cannot be read', async () => {
  const { source, asked } = sourceOf(root, { '/': stats });
  tree.remove('proc/self/mountinfo');
  assert.deepEqual(await source.collect(statsd), { ok: false, reason: `${tree.proc}/self/mountinfo: ENOENT` });
  assert.deepEqual(asked, []);
});
