import assert from 'node:assert/strict';
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { test } from 'node:test';
import type { EmbeddedStore } from '../../../../../services/shared/store/embedded/store.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { databasePath, makeDirectory, openOrFail, testOptions } from './support.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);
/** A DuckDB file is three headers of 4 KiB, then blocks of this size. */
const blockSize = 262_144;

/** Values that do not compress, so that they fill blocks of their own. */
const points = (from: number, to: number) =>
  Array.from({ length: (to - from) / 1000 }, (_, index) =>
    Array.from({ length: 40 }, (_, series) => ({
      metric: 'm',
      tags: { series: `${series}` },
      time: from + index * 1000,
      fields: { value: Math.sin(index * 40 + series) },
    })),
  ).flat();

const query = (store: EmbeddedStore, from: number, to: number) =>
  store.query({ metric: 'm', field: 'value', aggregate: 'sum', from, to, step: 30_000, groupBy: [], where: [] });

const works = (promise: Promise<unknown>) =>
  promise.then(
    () => true,
    () => false,
  );

test('points that cannot be read any more keep neither later ones from being rolled up nor raw ones from expiring', async () => {
  const directory = await makeDirectory();
  const path = databasePath(directory);
  const clock = createFakeClock(start + 30 * minute);
  const logger = createKeepingLogger();
  const options = { ...testOptions(directory), clock, logger };
  try {
    const first = await openOrFail(options);
    await first.write(points(start, start + 20 * minute));
    await first.close();
    await copyFile(path, `${path}.whole`);
    const { size } = await stat(path);

    // The first block without which the file opens, but not all points can be read.
    let store: EmbeddedStore | undefined;
    for (let position = 12_288; position < size && !store; position += blockSize) {
      await copyFile(`${path}.whole`, path);
      const file = await open(path, 'r+');
      await file.write('overwritten', position + 1000);
      await file.close();
      const opened = await openOrFail(options);
      if (logger.lines.splice(0).length === 0 && !(await works(query(opened, start, start + 20 * minute))))
        store = opened;
      else await opened.close();
    }
    assert.ok(store, 'no block holds points only');

    await store.write(points(start + 60 * minute, start + 62 * minute));
    await clock.advanceTo(start + 70 * minute);
    await store.maintain();
    assert.match(
      logger.lines[0] ?? '',
      /^warn test: windows of 1m are skipped, their points are damaged: .*Corrupt database/,
    );
    await clock.advanceTo(start + 26 * 60 * minute);
    await store.maintain();
    const [later] = await query(store, start + 60 * minute, start + 62 * minute);
    assert.deepEqual(
      later?.points.map(([time, value]) => [time, value !== null]),
      [
        [start + 60 * minute, true],
        [start + 60.5 * minute, false],
        [start + 61 * minute, true],
        [start + 61.5 * minute, false],
      ],
    );
    assert.equal(await works(query(store, start, start + 20 * minute)), true);
    await store.close();
  } finally {
    await rm(directory, { recursive: true });
  }
});
