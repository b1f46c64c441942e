import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countReaders } from '../../../../services/statsd-server/listeners/readers.ts';

test('auto is one reader', () => {
  assert.deepEqual(countReaders('auto', '20.12.0'), { readers: 1 });
  assert.deepEqual(countReaders('auto', '24.0.0'), { readers: 1 });
});

test('several readers need a Node that can share a port', () => {
  assert.deepEqual(countReaders(4, '23.1.0'), { readers: 4 });
  assert.deepEqual(countReaders(4, '24.0.0'), { readers: 4 });
  assert.deepEqual(countReaders(4, '23.0.9'), {
    readers: 1,
    warning: 'statsd.readers is 4, but Node 23.0.9 can have one only: more need Node 23.1',
  });
  assert.deepEqual(countReaders(0, '20.12.0'), { readers: 0 });
});
