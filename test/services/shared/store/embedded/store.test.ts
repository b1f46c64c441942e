import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { databasePath, openTestStore, type TestStore } from './support.ts';

const time = Date.UTC(2026, 0, 1);
const point = (series: string, offset: number, value: number) => ({
  metric: 'm',
  tags: { series },
  time: time + offset,
  fields: { value },
});
const query = {
  metric: 'm',
  field: 'value',
  aggregate: 'sum',
  from: time,
  to: time + 60_000,
  step: 60_000,
  groupBy: [],
  where: [],
} as const;

async function withTestStore(body: (opened: TestStore) => Promise<void>): Promise<void> {
  const opened = await openTestStore({ now: time });
  try {
    await body(opened);
  } finally {
    await opened.close();
  }
}

describe('the embedded store', () => {
  test('has what was written when it is opened again, and replaces it then, too', async () => {
    await withTestStore(async opened => {
      const event = { time, title: 'start', text: '', tags: { container: 'web' } };
      await opened.store.write([point('a', 0, 1), point('b', 10_000, 2)]);
      await opened.store.writeEvents([event]);
      const store = await opened.reopen();
      assert.deepEqual(await store.query(query), [{ tags: {}, points: [[time, 3]] }]);
      assert.deepEqual(await store.events(query, [], 10), [event]);
      await store.write([point('b', 10_000, 5), point('b', 20_000, 7), point('c', 0, 100)]);
      await store.writeEvents([event]);
      assert.deepEqual(await store.query({ ...query, groupBy: ['series'] }), [
        { tags: { series: 'a' }, points: [[time, 1]] },
        { tags: { series: 'b' }, points: [[time, 12]] },
        { tags: { series: 'c' }, points: [[time, 100]] },
      ]);
      assert.equal((await store.events(query, [], 10)).length, 1);
    });
  });

  test('tells how many series there are, and how large the file is', async () => {
    await withTestStore(async ({ store, options }) => {
      await store.write([point('a', 0, 1), point('b', 0, 2)]);
      const path = databasePath(options.directory);
      const bytes = (await stat(path)).size + (await stat(`${path}.wal`)).size;
      assert.deepEqual(await store.health(), { ok: true, value: { detail: `2 series in ${path}`, bytes } });
    });
  });

  test('writes and reads overlap, and each read sees whole writes only', async () => {
    await withTestStore(async ({ store }) => {
      const series = Array.from({ length: 200 }, (_, index) => `${index}`);
      await store.write(series.map(name => point(name, 0, 1)));
      const writes = Array.from({ length: 20 }, (_, index) =>
        store.write(series.map(name => point(name, (index + 1) * 1000, 1))),
      );
      const reads = Array.from({ length: 20 }, () => store.query(query));
      for (const answer of await Promise.all(reads)) assert.equal(Number(answer[0]?.points[0]?.[1]) % 200, 0);
      for (const written of await Promise.all(writes)) assert.deepEqual(written, { ok: true, value: 200 });
      assert.deepEqual(await store.query(query), [{ tags: {}, points: [[time, 4200]] }]);
    });
  });

  test('closing waits for what is under way', async () => {
    await withTestStore(async opened => {
      const writes = Array.from({ length: 10 }, (_, index) => opened.store.write([point('a', index * 1000, 1)]));
      const read = opened.store.query(query);
      const closing = opened.store.close();
      for (const written of await Promise.all(writes)) assert.deepEqual(written, { ok: true, value: 1 });
      await read;
      await closing;
      assert.deepEqual(await (await opened.reopen()).query(query), [{ tags: {}, points: [[time, 10]] }]);
    });
  });

  test('a sum that is too great for a number is no value', async () => {
    await withTestStore(async ({ store }) => {
      await store.write([point('a', 0, 1e308), point('b', 0, 1e308)]);
      assert.deepEqual(await store.query(query), [{ tags: {}, points: [[time, null]] }]);
      assert.deepEqual(await store.query({ ...query, aggregate: 'max' }), [{ tags: {}, points: [[time, 1e308]] }]);
    });
  });

  test('texts with control characters and broken Unicode are kept apart from others and break nothing', async () => {
    await withTestStore(async opened => {
      const odd = ['\u0000', 'a\u0000b', '\n', '\u001b[31m', '\u{1f600}'];
      await opened.store.write([...odd, '\ud800'].map((text, index) => point(text, 0, index + 1)));
      const store = await opened.reopen();
      assert.deepEqual(await store.query(query), [{ tags: {}, points: [[time, 21]] }]);
      for (const [index, text] of odd.entries()) {
        const found = await store.query({ ...query, where: [{ tag: 'series', values: [text] }] });
        assert.deepEqual(found, [{ tags: {}, points: [[time, index + 1]] }]);
      }
    });
  });
});
