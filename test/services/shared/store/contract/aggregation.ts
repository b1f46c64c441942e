import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aggregates } from '../../../../../services/shared/store/query.ts';
import { ask, at, type OpenStore, point, query, withStore } from './support.ts';

/** How the values of a window become one, and which windows there are. */
export function aggregationContract(open: OpenStore): void {
  // Two series; nothing in the second minute; the last value is neither the least nor the greatest.
  const points = [
    ...[4, -8, 2].map((value, index) => point('system.cpu.load', { host: 'a' }, index * 20, value)),
    ...[16, 32].map((value, index) => point('system.cpu.load', { host: 'b' }, index * 20, value)),
    point('system.cpu.load', { host: 'a' }, 120, 0.5),
    point('system.cpu.load', { host: 'a' }, 179, 0.25),
  ];
  const expected = {
    mean: [9.2, 0.375],
    sum: [46, 0.75],
    min: [-8, 0.25],
    max: [32, 0.5],
    last: [2, 0.25],
    count: [5, 2],
  };
  for (const aggregate of aggregates) {
    test(`${aggregate} of all series in a window, null for a window without points`, async () => {
      await withStore(open, points, async store => {
        assert.deepEqual(await store.query(query('system.cpu.load', { aggregate })), [
          {
            tags: {},
            points: [
              [at(0), expected[aggregate][0]],
              [at(60), null],
              [at(120), expected[aggregate][1]],
            ],
          },
        ]);
      });
    });
  }

  test('of values with the same time, the greatest is the last', async () => {
    const tie = [3, 7, 5].map((value, index) => point('tie', { series: `${index}` }, 0, value));
    await withStore(open, tie, async store => {
      assert.deepEqual(await ask(store, query('tie', { aggregate: 'last' })), [[{}, [[0, 7]]]]);
    });
  });

  test('the range takes in all of the first window, and ends before `to`', async () => {
    const counts = [-1, 0, 59, 60, 89, 90, 91].map(seconds => point('range', {}, seconds, 1));
    await withStore(open, counts, async store => {
      const asked = query('range', { aggregate: 'count', from: at(30), to: at(90) });
      assert.deepEqual(await store.query(asked), [
        {
          tags: {},
          points: [
            [at(0), 2],
            [at(60), 2],
          ],
        },
      ]);
    });
  });

  test('windows lie on multiples of the step, whatever the step', async () => {
    const counts = [0, 0.001, 6.999, 7, 20.5].map(seconds => point('step', {}, seconds, 1));
    await withStore(open, counts, async store => {
      const step = 7000;
      const first = Math.floor(at(0) / step) * step;
      const answer = await store.query(query('step', { aggregate: 'sum', to: at(21), step }));
      const sums = new Map<number, number>();
      for (const { time } of counts) {
        const start = Math.floor(time / step) * step;
        sums.set(start, (sums.get(start) ?? 0) + 1);
      }
      assert.deepEqual(
        answer[0]?.points,
        [0, 1, 2, 3]
          .map(index => first + index * step)
          .flatMap(start => (start < at(21) ? [[start, sums.get(start) ?? null]] : [])),
      );
    });
  });

  test('an empty range answers nothing', async () => {
    await withStore(open, [point('range', {}, 0, 1)], async store => {
      assert.deepEqual(await store.query(query('range', { from: at(60), to: at(60) })), []);
    });
  });

  test('a series without points in the range is not answered', async () => {
    const ended = [point('ended', { host: 'a' }, 0, 1), point('ended', { host: 'b' }, 600, 1)];
    await withStore(open, ended, async store => {
      assert.deepEqual(await ask(store, query('ended', { groupBy: ['host'] })), [[{ host: 'a' }, [[0, 1]]]]);
    });
  });
}
