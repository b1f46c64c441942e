import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkConfiguration } from '../../../services/provisioner/configuration.ts';
import { scratchDirectory } from '../../support/scratch.ts';

test('a configuration that an ordinary user cannot read is told, with what to do', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'tidegauge.yaml');
  await writeFile(path, '');
  const stateWith = async (directoryMode: number, fileMode: number) => {
    await chmod(directory, directoryMode);
    await chmod(path, fileMode);
    return (await checkConfiguration(path)).state;
  };
  assert.equal(await stateWith(0o755, 0o644), 'done');
  assert.equal(await stateWith(0o711, 0o604), 'done');
  assert.equal(await stateWith(0o750, 0o644), 'failed');
  assert.equal(await stateWith(0o755, 0o640), 'failed');
  const outcome = await checkConfiguration(path);
  assert.match(outcome.state === 'failed' ? outcome.reason : '', /chmod o\+x its directory, and chmod o\+r the file/);
});

test('none is fine', async () => {
  assert.deepEqual(await checkConfiguration(undefined), {
    state: 'done',
    value: undefined,
    text: 'no tidegauge.yaml: the defaults',
  });
});
