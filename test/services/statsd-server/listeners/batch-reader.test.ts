import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { longestBatch, longestLine } from '../../../../services/shared/delivery/protocol.ts';
import { costOfBatch, createBatchReader, patience } from '../../../../services/statsd-server/listeners/batch-reader.ts';
import { createKeepingTaker } from '../../../support/batch-taker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const greeting = 'tidegauge batches 1 client.12345678\n';
const stream = `${greeting}3 6\na:1|c\n4 12\nb:1|c\nc:1|c\n`;

/** A reader before a server that has the batches up to 2; what it said and whether it gave up. */
async function read(pieces: readonly (string | Buffer)[], room = { left: 100_000 }) {
  const taker = createKeepingTaker();
  await taker.take('client.12345678', { number: 2, lines: Buffer.from('x\n') });
  const clock = createFakeClock();
  let [said, came, gaveUp] = ['', 0, 0];
  const reader = createBatchReader({
    taker,
    room,
    clock,
    reply: text => {
      said += text;
    },
    batchCame: () => {
      came += 1;
    },
    giveUp: () => {
      gaveUp += 1;
    },
  });
  for (const piece of pieces) if (gaveUp === 0) reader.push(Buffer.from(piece));
  await turn();
  return {
    ...{ reader, clock, room },
    told: () => ({ said, came, gaveUp }),
    taken: taker.taken.slice(1).map(({ number, lines }) => `${number} ${lines}`),
  };
}

test('batches are taken and answered, wherever the stream is cut', async () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const { told, taken, room } = await read([stream.slice(0, cut), stream.slice(cut)]);
    assert.deepEqual(told(), { said: '2\n3\n4\n', came: 2, gaveUp: 0 });
    assert.deepEqual(taken, ['3 a:1|c\n', '4 b:1|c\nc:1|c\n']);
    assert.equal(room.left, 100_000);
  }
  assert.deepEqual((await read([...stream])).taken, ['3 a:1|c\n', '4 b:1|c\nc:1|c\n']);
});

test('a batch that the server has is answered and not taken again', async () => {
  const { told, taken } = await read([`${greeting}2 6\na:1|c\n`]);
  assert.deepEqual([told().said, taken], ['2\n2\n', []]);
});

test('a stream that ends within a batch is as if that had not come, and gives its room back', async () => {
  const { reader, room, taken } = await read([`${greeting}3 600\na:1|c\n`]);
  assert.equal(room.left, 100_000 - costOfBatch - 6);
  reader.end();
  assert.deepEqual([room.left, taken], [100_000, []]);
});

for (const [what, text] of [
  ['a first line that is no greeting', 'tidegauge batches 2 client.12345678\n'],
  ['a line that is too long', 'x'.repeat(longestLine + 1)],
  ['no head of a batch', `${greeting}a:1|c\n`],
  ['a batch that is too long', `${greeting}3 ${longestBatch + 1}\n`],
  ['lines longer than was said', `${greeting}3 5\na:1|c\n`],
] as const)
  test(`${what} ends it`, async () => {
    const { told } = await read([text]);
    assert.equal(told().gaveUp, 1);
  });

test('random bytes do no harm', async () => {
  const random = seededRandom(1);
  for (let round = 0; round < 200; round++) {
    const bytes = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)));
    const { told, taken } = await read([greeting, bytes, bytes]);
    assert.equal(told().gaveUp, 1);
    assert.deepEqual(taken, []);
  }
});

test('whoever sends more than there is room for is turned away; what a batch announces takes none', async () => {
  const room = { left: costOfBatch + 10 };
  const announced = await read([`${greeting}3 1000\n0123456789`], room);
  assert.deepEqual([announced.told().gaveUp, room.left], [0, 0]);
  announced.reader.push(Buffer.from('x'));
  assert.equal(announced.told().gaveUp, 1);
  announced.reader.end();
  assert.equal(room.left, costOfBatch + 10);
  assert.equal((await read([`${greeting}3 2\na\n`], { left: costOfBatch - 1 })).told().gaveUp, 1);
});

test('a batch that takes too long is not waited for, however often some of it comes', async () => {
  const { clock, told, reader } = await read([`${greeting}3 6\na:1`]);
  await clock.advance(patience - 1);
  reader.push(Buffer.from('|'));
  assert.equal(told().gaveUp, 0);
  await clock.advance(1);
  assert.equal(told().gaveUp, 1);
});

test('between batches silence is no reason to part', async () => {
  const { clock, told } = await read([stream]);
  await clock.advance(10 * patience);
  assert.equal(told().gaveUp, 0);
});
