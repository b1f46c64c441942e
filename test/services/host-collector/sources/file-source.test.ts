import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createFileSource } from '../../../../services/host-collector/sources/file-source.ts';
import { said } from '../../../../services/host-collector/sources/source.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { createHostTree, type HostTree } from '../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('the first file that can be read is told', async () => {
  const told: string[] = [];
  const source = createFileSource('some', [`${tree.proc}/1/some`, `${tree.proc}/some`], text => {
    told.push(text);
    return said;
  });
  const statsd = createRecordingClient();
  tree.write('proc/some', 'second');
  assert.deepEqual(await source.collect(statsd), said);
  tree.write('proc/1/some', 'first');
  assert.deepEqual(await source.collect(statsd), said);
  assert.deepEqual(told, ['second', 'first']);
  source.close();
});

test('none: a failure that names each and why', async () => {
  const source = createFileSource('some', [`${tree.proc}/1`, `${tree.proc}/none`], () => said);
  assert.deepEqual(await source.collect(createRecordingClient()), {
    ok: false,
    reason: `${tree.proc}/1: EISDIR, ${tree.proc}/none: ENOENT`,
  });
});
