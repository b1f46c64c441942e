import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { findWholeDisks } from '../../../../services/host-collector/sources/whole-disks.ts';
import { createHostTree, type HostTree } from '../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('no loop, ram or zram, nothing on top of other disks, no hidden paths', () => {
  assert.deepEqual(findWholeDisks(tree.sys), { ok: true, value: new Set(['nvme0n1', 'sda', 'sr0']) });
});

test('the slash in the name of a disk is written otherwise in sys', () => {
  tree.write('sys/block/cciss!c0d0/size', '1\n');
  const disks = findWholeDisks(tree.sys);
  assert.ok(disks.ok && disks.value.has('cciss/c0d0'));
});
