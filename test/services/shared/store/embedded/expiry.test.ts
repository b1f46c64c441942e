import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import { openTestStore, type TestStore } from './support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);

const point = (series: string, time: number, value = 1): Point => ({
  metric: 'm',
  tags: { series },
  time,
  fields: { value },
});

/** When each series has points, in hours from the start, at the finest resolution left. */
async function hours(store: MetricStore, from: number, to: number): Promise<Record<string, number[]>> {
  const query = { metric: 'm', field: 'value', aggregate: 'sum', groupBy: ['series'], where: [] } as const;
  const found = await store.query({ ...query, from, to, step: minute });
  return Object.fromEntries(
    found.map(({ tags, points }) => [
      tags.series,
      points.flatMap(([time, value]) => (value === null ? [] : [(time - start) / hour])),
    ]),
  );
}

async function goTo({ clock, store }: TestStore, time: number): Promise<void> {
  await clock.advanceTo(time);
  await store.maintain();
}

async function withTestStore(
  options: Parameters<typeof openTestStore>[0],
  body: (opened: TestStore) => Promise<void>,
): Promise<void> {
  const opened = await openTestStore(options);
  try {
    await body(opened);
  } finally {
    await opened.close();
  }
}

describe('expiry', () => {
  const keep = { raw: 2 * hour, '1m': 2 * day, '10m': 40 * day };

  test('drops each resolution when it is older than it is kept, and nothing younger', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      for (let index = 0; index < 6; index += 1) {
        await opened.store.write([point('a', start + index * hour)]);
        await goTo(opened, start + (index + 1) * hour);
      }
      await goTo(opened, start + 6 * hour + minute);
      // Raw points of the last two hours and what of the third goes with them; all are rolled up.
      assert.deepEqual(Object.fromEntries(await opened.rows()), { points: 2, points_1m: 6, points_10m: 6 });
      assert.deepEqual(await hours(opened.store, start, start + 6 * hour), { a: [0, 1, 2, 3, 4, 5] });
      await goTo(opened, start + 3 * day);
      assert.deepEqual(Object.fromEntries(await opened.rows()), { points_10m: 6 });
      await goTo(opened, start + 80 * day);
      assert.deepEqual(Object.fromEntries(await opened.rows()), {});
      assert.deepEqual(await hours(opened.store, start, start + 6 * hour), {});
    });
  });

  test('rolls up first what was left when the store was closed for long', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      await opened.store.write([point('a', start), point('a', start + 10_000)]);
      await opened.store.close();
      await opened.clock.advanceTo(start + 10 * day);
      await opened.reopen();
      await opened.store.maintain();
      assert.deepEqual(Object.fromEntries(await opened.rows()), { points_10m: 1 });
    });
  });

  test('forgets the series that have no points left, and their metrics', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      await opened.store.write([point('gone', start), point('stays', start), { ...point('gone', start), metric: 'n' }]);
      for (let time = start; time < start + 80 * day; time += 5 * day) {
        await goTo(opened, time);
        await opened.store.write([point('stays', time)]);
      }
      const known = async () => [
        (await opened.store.metrics()).map(({ name }) => name),
        await opened.store.tagValues('series'),
      ];
      assert.deepEqual(await known(), [['m'], ['stays']]);
      await opened.reopen();
      assert.deepEqual(await known(), [['m'], ['stays']]);
      const health = await opened.store.health();
      assert.match(health.ok ? health.value.detail : '', /^1 series in /);
    });
  });

  test('a series that comes back while it is being forgotten is there', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      await opened.store.write([point('back', start), point('gone', start)]);
      const now = start + 80 * day;
      await goTo(opened, start + 60 * day);
      await opened.clock.advanceTo(now);
      const maintenance = opened.store.maintain();
      await opened.store.write([point('back', now)]);
      await maintenance;
      await opened.reopen();
      assert.deepEqual(await opened.store.tagValues('series'), ['back']);
      assert.deepEqual(await hours(opened.store, now, now + hour), { back: [80 * 24] });
    });
  });

  test('points are written while maintenance runs', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      const old = Array.from({ length: 700 }, (_, index) => point('old', start + index * 10_000));
      await opened.store.write(old.slice(0, 10));
      await goTo(opened, start + 2 * hour);
      await opened.store.write(old);
      await opened.clock.advance(2 * hour);
      const now = opened.clock.now();
      const order: string[] = [];
      const maintenance = opened.store.maintain().then(() => order.push('maintained'));
      for (let index = 0; index < 5; index += 1) {
        await opened.store.write([point('new', now - index * minute, 1)]);
        order.push('written');
      }
      await maintenance;
      assert.equal(order[0], 'written');
      const answer = await opened.store.query({
        metric: 'm',
        field: 'value',
        aggregate: 'count',
        from: start,
        to: now + 1,
        step: day,
        groupBy: ['series'],
        where: [],
      });
      assert.deepEqual(
        answer.map(({ tags, points }) => [tags.series, points[0]?.[1]]),
        [
          ['new', 5],
          ['old', 700],
        ],
      );
    });
  });

  test('points too old for raw ones, or more than an hour ahead, are not taken', async () => {
    await withTestStore({ now: start + day, keep }, async ({ store, clock }) => {
      const now = clock.now();
      const [old, kept, ahead] = [
        point('a', now - 2 * hour - 1),
        point('b', now - 2 * hour),
        point('c', now + hour + 1),
      ];
      assert.deepEqual(await store.write([old, kept, ahead]), { ok: true, value: 1 });
      assert.deepEqual(await store.tagValues('series'), ['b']);
      const refused = await store.write([old, ahead]);
      assert.equal(!refused.ok && refused.reason.kind, 'refused');
    });
  });

  test('events older than points are kept longest, or more than an hour ahead, are not taken', async () => {
    await withTestStore({ now: start, keep }, async ({ store }) => {
      const at = (time: number) => ({ time, title: `${time - start}`, text: '', tags: {} });
      const [old, kept, near, ahead] = [
        at(start - 40 * day - 1),
        at(start - 40 * day),
        at(start + hour),
        at(start + hour + 1),
      ];
      const never = [old, ahead, at(Number.NaN), at(Date.UTC(5138, 0, 1))];
      assert.deepEqual(await store.writeEvents([...never, kept, near]), { ok: true, value: 2 });
      assert.deepEqual(await store.events({ from: 0, to: Date.UTC(6000, 0, 1) }, [], 10), [kept, near]);
      const refused = await store.writeEvents(never);
      assert.deepEqual(!refused.ok && refused.reason, {
        kind: 'refused',
        message: 'the events are older than any points are kept, or more than an hour ahead',
      });
    });
  });

  test('events are kept as long as the points that are kept longest', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      const event = { title: 'start', text: '', tags: {} };
      await opened.store.writeEvents([{ ...event, time: start }]);
      await goTo(opened, start + day);
      await opened.store.writeEvents([{ ...event, time: start + day }]);
      await goTo(opened, start + 40 * day + 1);
      const left = await opened.store.events({ from: 0, to: start + 50 * day }, [], 10);
      assert.deepEqual(
        left.map(({ time }) => time),
        [start + day],
      );
    });
  });

  test('runs by itself, once a minute', async () => {
    await withTestStore({ now: start, keep }, async opened => {
      await opened.store.write([point('a', start)]);
      await opened.clock.advance(95_000);
      // The round that fell due has begun; this one waits for it and finds nothing left to do.
      await opened.store.maintain();
      assert.deepEqual(Object.fromEntries(await opened.rows()), { points: 1, points_1m: 1 });
    });
  });
});
