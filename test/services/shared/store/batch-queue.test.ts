import assert from 'node:assert/strict';
import { test } from 'node:test';
import { success } from '../../../../services/shared/outcome.ts';
import { type Batch, createBatch, createBatchQueue } from '../../../../services/shared/store/batch-queue.ts';

const batch = (size: number, kind: Batch['kind'] = 'points') =>
  createBatch(kind, Array(size).fill(0), async () => success(0));

test('items are counted as batches come, go, come back and are pushed out', () => {
  const queue = createBatchQueue({ points: 10, events: 3 });
  assert.equal(queue.add(batch(4)), 0);
  assert.equal(queue.add(batch(5)), 0);
  assert.equal(queue.add(batch(2, 'events')), 0);
  assert.equal(queue.items(), 11);
  const first = queue.take();
  assert.equal(queue.items(), 7);
  queue.putBack(first!);
  assert.equal(queue.items(), 11);
  assert.equal(queue.add(batch(3)), 4);
  assert.equal(queue.items(), 10);
  assert.equal(queue.add(batch(12)), 10);
  assert.equal(queue.items(), 12);
  assert.deepEqual([queue.take()?.size, queue.take()?.size, queue.take()], [10, 2, undefined]);
  assert.equal(queue.items(), 0);
});

test('however many batches wait, adding one costs the same', () => {
  const queue = createBatchQueue({ points: 1_000_000, events: 0 });
  const one = batch(1);
  for (let index = 0; index < 200_000; index++) queue.add(one);
  assert.equal(queue.items(), 200_000);
});
