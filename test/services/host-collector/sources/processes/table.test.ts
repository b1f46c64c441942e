import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { readProcessTable } from '../../../../../services/host-collector/sources/processes/table.ts';
import { createHostTree, type HostTree } from '../../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('every process, and nothing else of /proc', async () => {
  const table = await readProcessTable(tree.proc, 100);
  assert.ok(table.ok);
  assert.deepEqual(
    table.value.processes.map(({ pid }) => Number(pid)).sort((a, b) => a - b),
    [1, 2, 33, 34, 412, 700, 812, 813, 900, 901, 902, 950, 951],
  );
  assert.equal(table.value.left, 0);
});

test('one that ends while it is looked for is none', async () => {
  tree.remove('proc/812/stat');
  const table = await readProcessTable(tree.proc, 100);
  assert.equal(table.ok && table.value.processes.length, 12);
});

test('no more than it may, and how many were left', async () => {
  const table = await readProcessTable(tree.proc, 5);
  assert.equal(table.ok && table.value.processes.length, 5);
  assert.equal(table.ok && table.value.left, 8);
});

test('nothing to list, or nothing to read, is a failure', async () => {
  assert.deepEqual(await readProcessTable('/nowhere', 5), { ok: false, reason: '/nowhere: cannot be listed' });
  tree.remove();
  tree.write('proc/stat', '');
  assert.deepEqual(await readProcessTable(tree.proc, 5), {
    ok: false,
    reason: `${tree.proc}: no process can be read`,
  });
});
