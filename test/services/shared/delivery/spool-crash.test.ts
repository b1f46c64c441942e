import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createKeepingTaker } from '../../../support/batch-taker.ts';
import { ModelDisk } from '../../../support/model-disk/model-disk.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { startReader } from './spool-model.ts';

/** Every number that was taken, in order. */
const taken = (server: ReturnType<typeof createKeepingTaker>) =>
  server.taken.flatMap(({ lines }) =>
    lines
      .split('\n')
      .slice(0, -1)
      .map(line => Number(line.split(':')[0])),
  );

test('wherever a collector ends, by a kill or a loss of power, all that it read is taken, once and in order', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seededRandom(seed * 7919);
    const server = createKeepingTaker();
    let disk = new ModelDisk(random);
    let reader = startReader(disk, server, random);
    for (let step = 0; step < 300; step++) {
      if (random() < 0.05) {
        disk = disk.end(random() < 0.5 ? 'kill' : 'power loss');
        reader = startReader(disk, server, random);
      } else void reader.step();
      for (let left = Math.floor(random() * 6); left > 0; left--) await turn();
    }
    const link = await reader.link;
    link.commit();
    await link.batches.emptied();
    const numbers = taken(server);
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
      `seed ${seed}`,
    );
    assert.equal(numbers.length, reader.read());
    assert.ok(numbers.length > 20);
  }
});
