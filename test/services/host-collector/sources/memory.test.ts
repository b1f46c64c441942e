import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createMemorySource } from '../../../../services/host-collector/sources/memory.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { createHostTree, type HostTree } from '../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

test('states add up to the limit though the fields do not; an old kernel does not know what is available', async () => {
  tree.write('proc/meminfo', 'MemTotal: 100 kB\nMemFree: 60 kB\nBuffers: 10 kB\nCached: 40 kB\nSReclaimable: 5 kB\n');
  const statsd = createRecordingClient();
  await createMemorySource(tree.proc).collect(statsd);
  assert.deepEqual(statsd.take(), [
    'system.memory.limit 102400 g',
    'system.memory.usage{state:buffers} 10240 g',
    'system.memory.usage{state:cached} 30720 g',
    'system.memory.usage{state:free} 61440 g',
    'system.memory.usage{state:used} 0 g',
  ]);
});
