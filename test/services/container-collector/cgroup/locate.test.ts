import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { locateCgroup } from '../../../../services/container-collector/cgroup/locate.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const id = '0123456789abcdef'.repeat(4);

/** Looks for the container among `directories` below the mount, its first process having `lines` as its `/proc/<pid>/cgroup`. */
async function locate(t: TestContext, lines: string[], directories: string[]) {
  const root = await scratchDirectory(t);
  await mkdir(join(root, 'proc/7'), { recursive: true });
  await writeFile(join(root, 'proc/7/cgroup'), `${lines.join('\n')}\n`);
  for (const directory of directories) await mkdir(join(root, 'cgroup', directory), { recursive: true });
  const place = locateCgroup(id, 7, { proc: join(root, 'proc'), cgroup: join(root, 'cgroup') });
  const short = (text: string) => text.replace(`${root}/`, '');
  if (!place.ok) return short(place.reason);
  if (place.value.version === 2) return short(place.value.directory);
  return ['cpu', 'cpuacct', 'memory', 'pids'].map(place.value.directory).map(short);
}

test('v2, systemd driver', async t => {
  const path = `system.slice/docker-${id}.scope`;
  assert.equal(await locate(t, [`0::/${path}`], [path]), `cgroup/${path}`);
});

test('v2, cgroupfs driver', async t => {
  assert.equal(await locate(t, [`0::/docker/${id}`], [`docker/${id}`]), `cgroup/docker/${id}`);
});

test('v2, rootless Podman: the group of the container, not one that it made inside', async t => {
  const path = `user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope`;
  assert.equal(await locate(t, [`0::/${path}/container/init.scope`], [path]), `cgroup/${path}`);
});

test('v2, seen from a cgroup namespace of its own', async t => {
  const path = `system.slice/docker-${id}.scope`;
  assert.equal(await locate(t, [`0::/../docker-${id}.scope`], [path]), `cgroup/${path}`);
  assert.equal(await locate(t, [`0::/../${id}`], [`docker/${id}`]), `cgroup/docker/${id}`);
  assert.equal(await locate(t, [`0::/../../${path}`], [path]), `cgroup/${path}`);
});

test('v1, a mount for each controller', async t => {
  const mounts = ['cpu', 'cpuacct', 'memory', 'pids'].map(name => `${name}/docker/${id}`);
  const lines = ['4:memory', '3:cpuacct', '2:cpu', '1:pids', '0:'].map(line => `${line}:/docker/${id}`);
  assert.deepEqual(
    await locate(t, lines, mounts),
    mounts.map(path => `cgroup/${path}`),
  );
});

test('v1, controllers mounted together without links', async t => {
  const lines = [`4:memory:/docker/${id}`, `3:cpu,cpuacct:/docker/${id}`, `1:pids:/docker/${id}`];
  assert.deepEqual(await locate(t, lines, [`cpu,cpuacct/docker/${id}`, `memory/docker/${id}`, `pids/docker/${id}`]), [
    `cgroup/cpu,cpuacct/docker/${id}`,
    `cgroup/cpu,cpuacct/docker/${id}`,
    `cgroup/memory/docker/${id}`,
    `cgroup/pids/docker/${id}`,
  ]);
});

test('a process that belongs to something else is not the container', async t => {
  const reason = 'proc/7/cgroup names no control group of the container';
  assert.equal(await locate(t, ['0::/system.slice/ssh.service'], ['system.slice/ssh.service']), reason);
  assert.equal(await locate(t, ['garbage', ''], []), reason);
});

test('a group that is not below the mount is said', async t => {
  assert.equal(await locate(t, [`0::/docker/${id}`], []), `no control group at cgroup/docker/${id}`);
});

test('a process that is gone is said', () => {
  const place = locateCgroup(id, 1, { proc: '/nowhere', cgroup: '/nowhere' });
  assert.deepEqual(place, { ok: false, reason: '/nowhere/1/cgroup: ENOENT' });
});
