import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Query } from '../../../../services/shared/store/query.ts';
import { countSeries } from '../../../../services/web/api/series-count.ts';
import { openTestStore } from '../../shared/store/embedded/support.ts';

const minute = 60_000;
const now = Date.UTC(2026, 0, 1, 12);

test('series that only lie before the range do not count, wherever it begins', async t => {
  const { store, close } = await openTestStore({ now });
  t.after(close);
  const point = (tag: number, time: number) => ({ metric: 'm', tags: { c: String(tag) }, fields: { value: 1 }, time });
  const before = Array.from({ length: 100 }, (_, tag) => point(tag, now - 20 * minute));
  await store.write([...before, point(100, now - minute)]);
  const query: Omit<Query, 'from'> = {
    metric: 'm',
    field: 'value',
    aggregate: 'sum',
    step: 10_000,
    to: now,
    groupBy: ['c'],
    where: [],
  };
  for (const minutes of [15, 14, 10, 7.5, 5]) {
    const asked = { ...query, from: now - minutes * minute };
    assert.equal(await countSeries(store, asked, 10), 1, `${minutes} minutes`);
  }
  assert.equal(await countSeries(store, { ...query, from: now - 20 * minute }, 10), 101);
  assert.equal(await countSeries(store, { ...query, from: 0 }, 10), 101);
  assert.equal(await countSeries(store, { ...query, from: 10_000 }, 10), 101);
});
