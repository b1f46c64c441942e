import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { scratchDirectory } from '../../support/scratch.ts';
import { createContainerLogs } from './container-logs.ts';

const record = (second: number) => `{"log":"x\\n","stream":"stdout","time":"2026-11-21T12:00:0${second}.5Z"}\n`;

async function container(t: TestContext) {
  const directory = await scratchDirectory(t);
  const [containers, held] = [join(directory, 'containers'), join(directory, 'held')];
  await mkdir(join(containers, 'c'), { recursive: true });
  const path = join(containers, 'c', 'c-json.log');
  return { path, logs: createContainerLogs(containers, held) };
}

test('all files of a log are read, the oldest first', async t => {
  const { path, logs } = await container(t);
  await writeFile(`${path}.2.gz`, gzipSync(record(1)));
  await writeFile(`${path}.1`, record(2));
  await writeFile(path, record(3) + record(4));
  const all = [record(1), record(2), record(3) + record(4)];
  assert.deepEqual(logs.read('c'), all);
  assert.deepEqual(logs.read('c'), all, 'a second time too');
  assert.deepEqual(logs.read('none'), []);
});

test('what the engine was killed at compressing is read where it is whole, though the engine renames over it', async t => {
  const { path, logs } = await container(t);
  await writeFile(`${path}.1`, record(1));
  await writeFile(`${path}.1.gz`, gzipSync(record(1)).subarray(0, 20));
  await writeFile(path, record(2));
  logs.holdUncompressed();
  await rename(`${path}.1.gz`, `${path}.2.gz`);
  await rename(path, `${path}.1`);
  await writeFile(`${path}.1.gz`, gzipSync(record(2)));
  await rm(`${path}.1`);
  await writeFile(path, record(3));
  assert.deepEqual(logs.read('c'), [record(1), record(2), record(3)]);
});
