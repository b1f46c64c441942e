import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { readPageSize } from '../../../../../services/host-collector/sources/processes/page-size.ts';
import { createHostTree, type HostTree } from '../../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('what the kernel says of the first mapping', () => {
  tree.write('proc/self/smaps', 'aaaa0000-aaaa1000 r-xp 00000000 fe:00 1 /usr/bin/node\nKernelPageSize:       64 kB\n');
  assert.equal(readPageSize(tree.proc), 65_536);
});

test('the most common one where the kernel does not tell', () => assert.equal(readPageSize('/nowhere'), 4096));
