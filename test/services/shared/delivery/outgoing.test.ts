import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOutgoing } from '../../../../services/shared/delivery/outgoing.ts';

const lines = Buffer.from('a:1|c\n');

test('a batch may be sent when it is ready, and with it all before it', () => {
  const outgoing = createOutgoing('client');
  let told = 0;
  outgoing.onMore(() => {
    told += 1;
  });
  for (const number of [1, 2, 3]) assert.deepEqual(outgoing.add(lines), [{ number, lines }]);
  assert.deepEqual([outgoing.last(), outgoing.after(0), told], [3, undefined, 0]);
  outgoing.ready(2);
  outgoing.ready(1);
  assert.deepEqual([outgoing.after(0)?.number, outgoing.after(1)?.number, outgoing.after(2)], [1, 2, undefined]);
  assert.equal(told, 2);
});

test('what the server has is forgotten, once, and never more than was made', async () => {
  const outgoing = createOutgoing('client');
  const done: number[] = [];
  outgoing.onDone(number => done.push(number));
  await outgoing.emptied();
  outgoing.add(lines);
  outgoing.add(lines);
  outgoing.ready(2);
  let empty = false;
  const emptied = outgoing.emptied().then(() => {
    empty = true;
  });
  outgoing.acknowledged(1);
  await new Promise(setImmediate);
  assert.equal(empty, false);
  for (const number of [1, 0, 7]) outgoing.acknowledged(number);
  await emptied;
  assert.deepEqual([done, outgoing.done(), outgoing.bytes()], [[1, 2], 2, 0]);
  assert.equal(outgoing.add(lines)[0]?.number, 3);
});

test('what a process before this one left may be sent, and the numbers go on', () => {
  const left = [4, 5].map(number => ({ number, lines }));
  const outgoing = createOutgoing('client', 5, left);
  assert.deepEqual([outgoing.done(), outgoing.last(), outgoing.after(0)?.number], [3, 5, 4]);
  assert.equal(outgoing.add(lines)[0]?.number, 6);
  assert.equal(createOutgoing('client', 5).done(), 5);
});

test('many lines become several batches, of whole lines', () => {
  const outgoing = createOutgoing('client');
  const batches = outgoing.add(Buffer.from(`${'x'.repeat(999)}\n`.repeat(20_000)));
  assert.deepEqual(
    batches.map(({ number }) => number),
    [1, 2, 3],
  );
  assert.ok(batches.every(({ lines: piece }) => piece.length % 1000 === 0 && piece.length <= 8_388_608));
  assert.equal(
    batches.reduce((sum, { lines: piece }) => sum + piece.length, 0),
    20_000_000,
  );
});

test('whom the server knows by numbers that were never made goes on as another client, with all that waits', () => {
  const outgoing = createOutgoing(
    'client',
    5,
    [4, 5].map(number => ({ number, lines })),
  );
  let told = 0;
  outgoing.onStranger(() => {
    told += 1;
  });
  assert.deepEqual([outgoing.greeted(4), outgoing.done(), told], [true, 4, 0]);
  assert.equal(outgoing.greeted(6), false);
  assert.deepEqual([told, outgoing.after(4)], [1, undefined]);
  assert.deepEqual(outgoing.renew('other'), [{ number: 1, lines }]);
  assert.deepEqual(
    [outgoing.client(), outgoing.last(), outgoing.done(), outgoing.after(0)],
    ['other', 1, 0, undefined],
  );
  outgoing.ready(1);
  assert.equal(outgoing.after(0)?.number, 1);
});
