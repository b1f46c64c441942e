import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPieceQueue, pieceOverhead } from '../../../../services/statsd-server/outputs/piece-queue.ts';

const piece = (text: string) => Buffer.from(text);

test('pieces leave in the order in which they came', () => {
  const queue = createPieceQueue(() => Number.POSITIVE_INFINITY);
  const left: string[] = [];
  const leave = () => {
    left.push(String(queue.first()));
    queue.removeFirst();
  };
  let next = 0;
  for (let round = 0; round < 3000; round++) {
    for (let index = 0; index < 3; index++) queue.add(piece(String(next++)));
    leave();
    leave();
  }
  left.push(...queue.takeAll().map(String));
  assert.deepEqual(
    left,
    Array.from({ length: 9000 }, (_, index) => String(index)),
  );
  assert.equal(queue.bytes(), 0);
});

test('the bound is on the bytes and what goes with each piece, and may change', () => {
  let most = 2 * pieceOverhead + 5;
  const queue = createPieceQueue(() => most);
  assert.equal(queue.add(piece('aaa')), true);
  assert.equal(queue.add(piece('bbb')), false);
  assert.equal(queue.add(piece('bb')), true);
  assert.equal(queue.bytes(), most);
  most = 0;
  assert.equal(queue.add(piece('')), false);
  assert.equal(String(queue.first()), 'aaa');
  most = 10_000;
  assert.equal(queue.add(piece('')), true);
});

test('an empty queue has no first piece, and nothing to remove', () => {
  const queue = createPieceQueue(() => 0);
  queue.removeFirst();
  assert.equal(queue.first(), undefined);
  assert.deepEqual(queue.takeAll(), []);
});
