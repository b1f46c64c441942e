import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHeldBytes } from '../../../../services/statsd-server/listeners/held-bytes.ts';

test('holds what there is room for', () => {
  const held = createHeldBytes(() => 1000);
  for (let round = 0; round < 2; round++) {
    held.add(Buffer.from('xabcx'), 1, 4);
    held.add(Buffer.alloc(2000, 'd'), 0, 2000);
    assert.equal(held.length, 1000);
    assert.equal(held.bytes().toString('latin1', 0, held.length), `abc${'d'.repeat(997)}`);
    held.clear();
    assert.equal(held.length, 0);
  }
});

test('has memory only for what it holds', () => {
  const held = createHeldBytes(() => 1_000_000);
  assert.equal(held.bytes().length, 0);
  held.add(Buffer.alloc(10), 0, 10);
  assert.equal(held.bytes().length, 256);
  held.add(Buffer.alloc(500_000), 0, 500_000);
  held.clear();
  assert.equal(held.bytes().length, 0);
});

test('how much it holds is asked when it is empty, so that nothing is missing within what it holds', () => {
  let limit = 3;
  const held = createHeldBytes(() => limit);
  held.add(Buffer.from('abcd'), 0, 4);
  limit = 6;
  held.add(Buffer.from('ef'), 0, 2);
  assert.equal(held.bytes().toString('latin1', 0, held.length), 'abc');
  held.clear();
  held.add(Buffer.from('abcdefgh'), 0, 8);
  assert.equal(held.bytes().toString('latin1', 0, held.length), 'abcdef');
});
