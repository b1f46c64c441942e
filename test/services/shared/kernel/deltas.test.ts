import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDeltas } from '../../../../services/shared/kernel/deltas.ts';

test('the difference to the last round, by key', () => {
  const deltas = createDeltas();
  assert.equal(deltas.since('a', 10), undefined);
  assert.equal(deltas.since('b', 7), undefined);
  deltas.endRound();
  assert.equal(deltas.since('a', 15), 5);
  assert.equal(deltas.since('b', 7), 0);
});

test('a counter that began again counts from zero', () => {
  const deltas = createDeltas();
  deltas.since('a', 1000);
  deltas.endRound();
  assert.equal(deltas.since('a', 3), 3);
  deltas.endRound();
  assert.equal(deltas.since('a', 5), 2);
});

test('a key not seen in a round is forgotten', () => {
  const deltas = createDeltas();
  deltas.since('a', 10);
  deltas.endRound();
  deltas.endRound();
  assert.equal(deltas.since('a', 15), undefined);
});
