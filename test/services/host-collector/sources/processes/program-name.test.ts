import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { programName } from '../../../../../services/host-collector/sources/processes/program-name.ts';
import { createHostTree, type HostTree } from '../../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('a process keeps the name it has', () => assert.equal(programName(tree.proc, '1', 'systemd'), 'systemd'));

test('one named after its thread is called by its program', () => {
  tree.write('proc/7/cmdline', '/usr/local/bin/node\0--import\0tsx\0');
  tree.write('proc/8/cmdline', 'next-server (v15)\0');
  assert.equal(programName(tree.proc, '7', 'MainThread'), 'node');
  assert.equal(programName(tree.proc, '8', 'MainThread'), 'next-server');
});

test('without a command line the name has to do', () => {
  tree.write('proc/7/cmdline', '');
  assert.equal(programName(tree.proc, '7', 'MainThread'), 'MainThread');
  assert.equal(programName(tree.proc, '9', 'MainThread'), 'MainThread');
});
