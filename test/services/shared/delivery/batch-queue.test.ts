import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchOverhead, createBatchQueue } from '../../../../services/shared/delivery/batch-queue.ts';

const batch = (number: number, lines = 'a:1|c\n') => ({ number, lines: Buffer.from(lines) });

test('batches are found by the number before theirs, and forgotten up to one', () => {
  const queue = createBatchQueue();
  for (const number of [5, 6, 7]) queue.add(batch(number));
  assert.deepEqual(
    [0, 4, 5, 6, 7, 100].map(number => queue.after(number)?.number),
    [5, 5, 6, 7, undefined, undefined],
  );
  queue.acknowledge(4);
  assert.equal(queue.after(0)?.number, 5);
  queue.acknowledge(6);
  assert.equal(queue.after(0)?.number, 7);
  queue.acknowledge(100);
  assert.equal(queue.after(0), undefined);
  queue.add(batch(8));
  assert.equal(queue.after(7)?.number, 8);
});

test('each takes up its lines and a bit', () => {
  const queue = createBatchQueue();
  assert.equal(queue.bytes(), 0);
  queue.add(batch(1, 'a\n'));
  queue.add(batch(2, 'bcd\n'));
  assert.equal(queue.bytes(), 6 + 2 * batchOverhead);
  queue.acknowledge(1);
  assert.equal(queue.bytes(), 4 + batchOverhead);
  queue.acknowledge(2);
  assert.equal(queue.bytes(), 0);
});
