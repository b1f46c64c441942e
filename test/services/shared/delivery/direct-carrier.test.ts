import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Batch } from '../../../../services/shared/delivery/batch.ts';
import { carryDirectly } from '../../../../services/shared/delivery/direct-carrier.ts';
import { createOutgoing } from '../../../../services/shared/delivery/outgoing.ts';
import { createKeepingTaker } from '../../../support/batch-taker.ts';

const lines = Buffer.from('a:1|c\n');
const left = (...numbers: number[]): Batch[] => numbers.map(number => ({ number, lines }));

test('batches are brought in their order, first those that were left, and none that the server has', async () => {
  const server = createKeepingTaker();
  await server.take('client', { number: 3, lines });
  const batches = createOutgoing('client', 5, left(2, 3, 4, 5));
  carryDirectly(batches, server);
  batches.add(lines);
  batches.ready(batches.last());
  await batches.emptied();
  assert.deepEqual(
    server.taken.map(({ number }) => number),
    [3, 4, 5, 6],
  );
});

test('a batch is forgotten when the server has it for good, not before', async () => {
  const release: (() => void)[] = [];
  const batches = createOutgoing('client', 2, left(1, 2));
  carryDirectly(batches, { last: () => 0, take: () => new Promise(resolve => release.push(resolve)) });
  assert.deepEqual([release.length, batches.done()], [2, 0]);
  release[0]!();
  await new Promise(setImmediate);
  assert.equal(batches.done(), 1);
});

test('once it is closed nothing more is brought', () => {
  const server = createKeepingTaker();
  const batches = createOutgoing('client');
  carryDirectly(batches, server).close();
  batches.add(lines);
  batches.ready(batches.last());
  assert.deepEqual(server.taken, []);
});
