import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { makeDirectory, openOrFail, testOptions } from './support.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const point = (metric: string, time: number) => ({
  metric,
  tags: { metric_type: 'counter' },
  fields: { value: 1 },
  time,
});

test('of a full database the series that were silent longest make room for new ones', async t => {
  const directory = await makeDirectory();
  t.after(() => rm(directory, { recursive: true }));
  const logger = createKeepingLogger();
  const options = { ...testOptions(directory, noon), maxSeries: 20, logger };
  const store = await openOrFail(options);
  await store.write(Array.from({ length: 20 }, (_, index) => point(`old.${index}`, noon)));
  await options.clock.advanceTo(noon + 60_000);
  await store.write(Array.from({ length: 18 }, (_, index) => point(`old.${index}`, noon + 60_000)));
  assert.equal((await store.write([point('new', noon + 60_000)])).ok, false);

  await store.maintain();
  assert.deepEqual(await store.write([point('new', noon + 60_000)]), { ok: true, value: 1 });
  const names = (await store.metrics()).map(({ name }) => name);
  assert.ok(names.includes('new') && names.includes('old.17'));
  assert.ok(!names.includes('old.18') && !names.includes('old.19'));
  assert.match(logger.lines.at(-1) ?? '', /^warn .*20 series are as many .* the 2 that were silent longest/);
  const range = { from: noon, to: noon + 120_000, step: 60_000, groupBy: [], where: [], field: 'value' } as const;
  const [series] = await store.query({ ...range, metric: 'old.17', aggregate: 'sum' });
  assert.deepEqual(
    series?.points.map(([, value]) => value),
    [1, 1],
  );
  await store.close();
});
