import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { describe, test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';
import { makeDirectory, openOrFail, testOptions } from './support.ts';

const hour = 3_600_000;
const day = 24 * hour;
const batches = 18;
const batchSize = 5000;

describe('points with times all over a day', () => {
  test('are taken by a database of the least memory, however many windows they make anew', async () => {
    const directory = await makeDirectory();
    const options = { ...testOptions(directory), memoryLimit: 32_000_000 };
    const store = await openOrFail(options);
    const now = options.clock.now();
    const random = seededRandom(1);
    const point = (metric: string, time: number): Point => ({
      metric,
      tags: { metric_type: 'counter' },
      fields: { value: 1 },
      time,
    });
    try {
      // Every window of the day is rolled up before the flood.
      for (let time = now - day + hour; time < now; time += hour) await store.write([point('steady', time)]);
      await store.maintain();
      for (let batch = 0; batch < batches; batch++) {
        const flood = Array.from({ length: batchSize }, () =>
          point(`name.${Math.floor(random() * 65_536)}`, now - 1 - Math.floor(random() * (day - hour))),
        );
        assert.deepEqual(await store.write(flood), { ok: true, value: batchSize });
      }
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  });
});
