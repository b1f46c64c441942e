import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { putFile } from '../../../../services/provisioner/files/atomic.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

test('a file takes the place of another, with mode 0400, in directories that come to be', async t => {
  const path = join(await scratchDirectory(t), 'a/b/file');
  await putFile({ path, content: 'one' });
  await putFile({ path, content: 'two' });
  assert.equal(await readFile(path, 'utf8'), 'two');
  assert.equal((await stat(path)).mode & 0o777, 0o400);
});

test('what a killed writer left is removed', async t => {
  const directory = await scratchDirectory(t);
  await writeFile(join(directory, '.file.0123456789ab.tmp'), 'hal');
  await writeFile(join(directory, '.filed.0123456789ab.tmp'), "another file's");
  await putFile({ path: join(directory, 'file'), content: 'whole' });
  assert.deepEqual((await readdir(directory)).sort(), ['.filed.0123456789ab.tmp', 'file']);
});

test('exclusively, nothing is replaced', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'file');
  await putFile({ path, content: 'first' }, { exclusive: true });
  await assert.rejects(putFile({ path, content: 'second' }, { exclusive: true }), { code: 'EEXIST' });
  assert.equal(await readFile(path, 'utf8'), 'first');
  assert.deepEqual(await readdir(directory), ['file']);
});
