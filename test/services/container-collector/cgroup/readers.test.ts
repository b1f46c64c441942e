import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCgroupReaders } from '../../../../services/container-collector/cgroup/readers.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const machineMemory = 8 * 1024 ** 3;

/** What is read of a control group with these files, all controllers in one directory. */
async function read(t: TestContext, version: 1 | 2, files: Record<string, string>) {
  const directory = await scratchDirectory(t);
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), `${text}\n`);
  const place = version === 1 ? ({ version, directory: () => directory } as const) : ({ version, directory } as const);
  const readers = createCgroupReaders(place, machineMemory);
  const readings = {
    cpu: readers.cpu.read(),
    memory: readers.memory.read(),
    disk: readers.disk.read(),
    processes: readers.processes.read(),
  };
  for (const reader of Object.values(readers)) reader.close();
  return readings;
}

const nothing = { cpu: undefined, memory: undefined, disk: undefined, processes: undefined };

test('v1: the limit of a container without one is the largest number of pages', async t => {
  const memory = { 'memory.usage_in_bytes': '4096', 'memory.stat': 'total_inactive_file 1024' };
  const limit = async (text: string) => (await read(t, 1, { ...memory, 'memory.limit_in_bytes': text })).memory?.limit;
  assert.equal(await limit('9223372036854771712'), undefined);
  assert.equal(await limit(String(machineMemory + 4096)), undefined);
  assert.equal(await limit('67108864'), 67_108_864);
});

test('v2: a container without a limit has max', async t => {
  const memory = { 'memory.current': '4096', 'memory.stat': 'inactive_file 1024\npgfault 10\npgmajfault 3' };
  const reading = async (text: string) => (await read(t, 2, { ...memory, 'memory.max': text })).memory;
  assert.deepEqual(await reading('max'), {
    usage: 4096,
    inactiveFile: 1024,
    limit: undefined,
    faults: { major: 3, minor: 7 },
  });
  assert.equal((await reading(String(machineMemory + 4096)))?.limit, undefined);
  assert.equal((await reading('67108864'))?.limit, 67_108_864);
});

test('v1: traffic by device, with that of groups below where the kernel has it', async t => {
  const files = {
    'blkio.throttle.io_service_bytes': '8:0 Read 4096\n8:0 Write 0\n8:0 Total 4096\nTotal 4096',
    'blkio.throttle.io_serviced': '8:0 Read 1\n8:0 Write 0\n8:0 Total 1\nTotal 1',
  };
  const idle = { bytes: 0, operations: 0 };
  assert.deepEqual((await read(t, 1, files)).disk, [
    { name: '8:0', read: { bytes: 4096, operations: 1 }, write: idle },
  ]);
  const recursive = {
    'blkio.throttle.io_service_bytes_recursive': '8:0 Read 8192\n8:0 Write 512\nTotal 8704',
    'blkio.throttle.io_serviced_recursive': '8:0 Read 2\n8:0 Write 1\nTotal 3',
  };
  assert.deepEqual((await read(t, 1, { ...files, ...recursive })).disk, [
    { name: '8:0', read: { bytes: 8192, operations: 2 }, write: { bytes: 512, operations: 1 } },
  ]);
  assert.deepEqual(
    (await read(t, 1, { 'blkio.throttle.io_service_bytes': 'Total 0', 'blkio.throttle.io_serviced': 'Total 0' })).disk,
    [],
  );
});

test('v2: traffic by device; an unused device has its numbers only', async t => {
  const stat = '8:0 rbytes=4096 wbytes=512 rios=1 wios=2 dbytes=0 dios=0\n253:1 ';
  assert.deepEqual((await read(t, 2, { 'io.stat': stat })).disk, [
    { name: '8:0', read: { bytes: 4096, operations: 1 }, write: { bytes: 512, operations: 2 } },
    { name: '253:1', read: { bytes: 0, operations: 0 }, write: { bytes: 0, operations: 0 } },
  ]);
  assert.deepEqual((await read(t, 2, { 'io.stat': '' })).disk, []);
});

test('without the cpu controller there is still the time, but no throttling', async t => {
  const v2 = await read(t, 2, { 'cpu.stat': 'usage_usec 7\nuser_usec 5\nsystem_usec 2' });
  assert.deepEqual(v2.cpu, { usage: 7000, throttled: undefined });
  const v1 = await read(t, 1, { 'cpuacct.usage': '7' });
  assert.deepEqual(v1.cpu, { usage: 7, throttled: undefined });
});

test('controllers that the kernel lacks, or a group that is gone, read as nothing', async t => {
  assert.deepEqual(await read(t, 1, {}), nothing);
  assert.deepEqual(await read(t, 2, {}), nothing);
});
