import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import type { MetricStore } from '../../../../../services/shared/store/metric-store.ts';
import { aggregates, type Query, type Series } from '../../../../../services/shared/store/query.ts';
import { openTestStore } from './support.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** A whole hour, and not a whole day: chunks of each resolution begin elsewhere. */
const start = Date.UTC(2026, 0, 1, 5);

/** Numbers that look random and are the same in each run (Lehmer's generator). */
function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Points of four series in `[from, to)`, some missing, some between the seconds; eighths, whose sums are exact. */
function randomPoints(from: number, to: number, seed: number): Point[] {
  const number = createNumbers(seed);
  const points: Point[] = [];
  for (let time = from; time < to; time += 10 * second) {
    for (const series of ['a', 'b', 'c', 'd']) {
      if (number(5) === 0) continue;
      const tags = { series, half: series < 'c' ? 'first' : 'second' };
      points.push({
        metric: 'm',
        tags,
        time: time + number(10 * second),
        fields: { value: (number(20_000) - 10_000) / 8 },
      });
    }
  }
  return points;
}

/** Every aggregate of the range, over several steps and groups. */
async function answers(
  store: MetricStore,
  range: Pick<Query, 'from' | 'to'>,
  steps: number[],
): Promise<Record<string, Series[]>> {
  const all: Record<string, Series[]> = {};
  for (const aggregate of aggregates) {
    for (const step of steps) {
      for (const groupBy of [[], ['half'], ['series', 'half']]) {
        const query = { ...range, metric: 'm', field: 'value', aggregate, step, groupBy, where: [] };
        all[`${aggregate} ${step / minute} min by ${groupBy}`] = await store.query(query);
      }
    }
  }
  return all;
}

describe('roll-ups', () => {
  const range = { from: start, to: start + 3 * hour };
  const points = randomPoints(range.from, range.to, 1);
  const keep = { raw: 4 * hour, '1m': 2 * day, '10m': 60 * day };
  const minutes = [minute, 3 * minute, 10 * minute, hour];
  const tens = [10 * minute, 30 * minute, 2 * hour];

  test('answer every aggregate as the raw points did, however much of these is left', async () => {
    const aging = await openTestStore({ now: range.to, keep });
    try {
      await aging.store.write(points);
      const byMinutes = await answers(aging.store, range, minutes);
      const byTens = await answers(aging.store, range, tens);
      const stages: [now: number, left: string[], steps: number[], expected: unknown][] = [
        [range.to, ['points', 'points_10m', 'points_1m'], minutes, byMinutes],
        [range.to + hour, ['points', 'points_10m', 'points_1m'], minutes, byMinutes],
        [range.to + 5 * hour, ['points_10m', 'points_1m'], minutes, byMinutes],
        [range.to + 5 * hour, ['points_10m', 'points_1m'], tens, byTens],
        [range.to + 4 * day, ['points_10m'], tens, byTens],
      ];
      for (const [now, left, steps, expected] of stages) {
        await aging.clock.advanceTo(now);
        await aging.store.maintain();
        assert.deepEqual(await answers(aging.store, range, steps), expected);
        assert.deepEqual([...(await aging.rows()).keys()].sort(), left);
      }
    } finally {
      await aging.close();
    }
  });

  test('are not seen while points are written, and go on after the store was closed', async () => {
    const written = await openTestStore({ now: range.to, keep });
    const living = await openTestStore({ now: start, keep });
    try {
      await written.store.write(points);
      const steps = [10 * second, ...minutes];
      for (let time = start; time < range.to; time += 17 * minute) {
        await living.clock.advanceTo(time + 17 * minute);
        await living.store.write(points.filter(point => point.time >= time && point.time < time + 17 * minute));
        await living.store.maintain();
        if (time === start + 85 * minute) await living.reopen();
        const soFar = { from: start, to: time + 17 * minute };
        if (time % hour < 17 * minute) {
          assert.deepEqual(await answers(living.store, soFar, steps), await answers(written.store, soFar, steps));
        }
      }
      const whole = { from: start, to: range.to };
      assert.deepEqual(await answers(living.store, whole, steps), await answers(written.store, whole, steps));
    } finally {
      await written.close();
      await living.close();
    }
  });

  test('take in points that are written late or again', async () => {
    const late = await openTestStore({ now: range.to, keep });
    const fresh = await openTestStore({ now: range.to, keep });
    try {
      const again = points.filter((_, index) => index % 97 === 0);
      const changed = again.map(point => ({ ...point, fields: { value: 4096.5 } }));
      const missing = points.filter((_, index) => index % 89 === 1);
      await late.store.write(points.filter(point => !missing.includes(point)));
      await late.store.maintain();
      await late.store.write([...changed, ...missing.filter(point => !again.includes(point))]);
      await fresh.store.write(points.map(point => changed[again.indexOf(point)] ?? point));
      const expected = await answers(fresh.store, range, minutes);
      assert.deepEqual(await answers(late.store, range, minutes), expected);
      await late.reopen();
      assert.deepEqual(await answers(late.store, range, minutes), expected);
    } finally {
      await late.close();
      await fresh.close();
    }
  });

  test('have one row for each window of a series, also after points were written again', async () => {
    const twice = await openTestStore({ now: start + hour, keep });
    try {
      const one = randomPoints(start, start + hour, 2).filter(({ tags }) => tags.series === 'a');
      await twice.store.write(one);
      await twice.clock.advance(minute);
      await twice.store.maintain();
      await twice.store.write(one);
      await twice.store.maintain();
      assert.deepEqual(
        await twice.rows(),
        new Map([
          ['points', one.length],
          ['points_10m', 6],
          ['points_1m', 60],
        ]),
      );
    } finally {
      await twice.close();
    }
  });
});
