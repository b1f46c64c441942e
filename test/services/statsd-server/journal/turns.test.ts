import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createTurns } from '../../../../services/statsd-server/journal/turns.ts';

/** Turns of which it is told who is in. */
function create(isOpen = () => true) {
  const turns = createTurns(isOpen);
  const order: string[] = [];
  const come = (name: string) =>
    void turns.mine().then(() => {
      order.push(name);
    });
  return { turns, order, come };
}

test('one comes after the other, in their order', async () => {
  const { turns, order, come } = create();
  for (const name of ['a', 'b', 'c']) come(name);
  await turn();
  assert.deepEqual(order, ['a']);
  turns.done();
  await turn();
  assert.deepEqual(order, ['a', 'b']);
  turns.done();
  turns.look();
  await turn();
  assert.deepEqual(order, ['a', 'b', 'c']);
});

test('the next one waits for what the one before held up, and whoever looks meanwhile', async () => {
  const { turns, order, come } = create();
  come('a');
  come('b');
  await turn();
  let release = () => {};
  turns.done(
    new Promise(resolve => {
      release = resolve;
    }),
  );
  turns.look();
  await turn();
  assert.deepEqual(order, ['a']);
  release();
  await turn();
  assert.deepEqual(order, ['a', 'b']);
});

test('nobody comes in while it is closed', async () => {
  let open = false;
  const { turns, order, come } = create(() => open);
  come('a');
  await turn();
  assert.deepEqual(order, []);
  open = true;
  turns.look();
  await turn();
  assert.deepEqual(order, ['a']);
});
