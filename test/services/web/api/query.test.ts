import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../services/shared/point.ts';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createTestApp, now } from '../../../support/web-app.ts';

const point = (secondsAgo: number, mode: string, value: number): Point => ({
  metric: 'system.cpu.utilization',
  tags: { host: 'tide', mode },
  fields: { value },
  time: now - secondsAgo * 1000,
});
const store = createFakeStore([
  point(30, 'user', 0.25),
  point(30, 'idle', 0.75),
  point(20, 'user', 0.5),
  point(10, 'user', 0.75),
]);
const { get } = createTestApp(store, { max_points: 100 });
const at = (secondsAgo: number) => now / 1000 - secondsAgo;
const query = (more: string) => get(`/api/v1/query?metric=system.cpu.utilization${more}`);

test('a series for each value of the group tag, a point for each window, null where there is none', async () => {
  assert.deepEqual(await query('&group=mode&from=-30s&step=10'), [
    200,
    {
      series: [
        {
          tags: { mode: 'user' },
          points: [
            [at(30), 0.25],
            [at(20), 0.5],
            [at(10), 0.75],
          ],
        },
        {
          tags: { mode: 'idle' },
          points: [
            [at(30), 0.75],
            [at(20), null],
            [at(10), null],
          ],
        },
      ],
    },
  ]);
});

test('aggregates, filters and times in all their forms', async () => {
  const series = (tags: object, ...points: [number, number | null][]) => [200, { series: [{ tags, points }] }];
  const user = '&where=mode:user&step=1m';
  assert.deepEqual(await query(`${user}&agg=sum&from=-1m`), series({}, [at(60), 1.5]));
  assert.deepEqual(await query(`${user}&agg=max&from=${at(60)}`), series({}, [at(60), 0.75]));
  assert.deepEqual(await query(`${user}&agg=count&from=2026-01-01T00:14:00Z&to=now`), series({}, [at(60), 3]));
  assert.deepEqual(await query(`${user}&agg=last&from=2026-01-01T01:14:00+01:00`), series({}, [at(60), 0.75]));
  assert.deepEqual(
    await query('&where=mode:user&where=mode:idle&where=host:tide&step=1m&from=-1m&agg=count'),
    series({}, [at(60), 4]),
  );
  assert.deepEqual(await query('&where=mode:user&where=host:other&from=-1m'), [200, { series: [] }]);
});

test('a window that begins before the range is answered whole', async () => {
  assert.deepEqual(await query('&where=mode:user&agg=count&step=60&from=-5s'), [
    200,
    { series: [{ tags: {}, points: [[at(60), 3]] }] },
  ]);
});

test('by default the mean of the field value over the last 15 minutes, in windows of a round width', async () => {
  store.queries.length = 0;
  assert.equal((await query(''))[0], 200);
  assert.deepEqual(store.queries, [
    {
      metric: 'system.cpu.utilization',
      field: 'value',
      aggregate: 'mean',
      from: now - 900_000,
      to: now,
      step: 10_000,
      groupBy: [],
      where: [],
    },
  ]);
});

test('a range whose raw points are gone is asked in the width that is left of them', async () => {
  store.queries.length = 0;
  await query('&from=2025-12-29T00:00:00Z&to=2025-12-29T00:10:00Z');
  assert.equal(store.queries[0]?.step, 60_000);
});

test('a metric, or a field, that does not exist has no series', async () => {
  assert.deepEqual(await get('/api/v1/query?metric=nothing'), [200, { series: [] }]);
  assert.deepEqual(await query('&field=nothing'), [200, { series: [] }]);
});

const forms = 'epoch seconds, a time such as 2026-01-31T12:00:00Z, a time ago such as -15m, or now';
const refusals: [more: string, error: string][] = [
  ['&agg=avg', 'agg is "avg", but must be one of mean, sum, min, max, last, count'],
  ['&from=yesterday', `from is "yesterday", but must be ${forms}`],
  ['&to=-5', `to is "-5", but must be ${forms}`],
  ['&from=2026-02-30', `from is "2026-02-30", but must be ${forms}`],
  ['&from=now&to=-15m', 'from is "now", but must be before to, which is "-15m"'],
  ['&step=0', 'step is "0", but must be at least a second, such as 30s, 5m or 90'],
  ['&step=10ms', 'step is "10ms", but must be at least a second, such as 30s, 5m or 90'],
  ['&where=mode', 'where is "mode", but must be tag:value'],
  ['&group=mode,,host', 'group is "mode,,host", but must be tags with one comma between them'],
  ['&group=', 'group is "", but must be tags to group by, with commas between them'],
  ['&agg=min&agg=max', 'agg is given more than once ("min", "max"), but must be given once'],
  ['&steps=10', '"steps" is not a parameter here; known are metric, field, agg, from, to, step, group, where'],
  [
    '&step=1&from=-1h',
    'step is 1s, which makes 3600 windows of 1h, but web.max_points is 100: widen the step, narrow the range, or filter by where',
  ],
  [
    '&group=mode&step=10s&from=-10m',
    'step is 10s, which makes 2 series of 60 windows of 10m, but web.max_points is 100: widen the step, narrow the range, or filter by where',
  ],
];
for (const [more, error] of refusals)
  test(`400: ${error}`, async () => assert.deepEqual(await query(more), [400, { error }]));

test('400: the metric is missing', async () => {
  assert.deepEqual(await get('/api/v1/query'), [400, { error: 'metric is missing: name of the metric' }]);
});

test('400: more parameters than anyone needs', async () => {
  assert.deepEqual(await query('&where=a:b'.repeat(100)), [
    400,
    { error: '101 parameters were given, but at most 100 may be' },
  ]);
});

test('series are counted before they are asked for, where there might be too many', async () => {
  store.queries.length = 0;
  assert.equal((await query('&group=mode&step=10s&from=-5m'))[0], 200);
  const asked = () => store.queries.map(({ aggregate, step }) => [aggregate, step]);
  assert.deepEqual(asked(), [['mean', 10_000]]);

  store.queries.length = 0;
  assert.equal((await query('&group=mode&step=10s&from=-8m'))[0], 200);
  assert.deepEqual(asked(), [
    ['count', now - 480_000],
    ['mean', 10_000],
  ]);
});

test('503: the store does not answer', async () => {
  const broken = createFakeStore();
  broken.breakDown('connection refused');
  const { get } = createTestApp(broken);
  for (const path of ['query?metric=a', 'metrics', 'tags/host', 'events', 'containers'])
    assert.deepEqual(await get(`/api/v1/${path}`), [503, { error: 'the store cannot be reached: connection refused' }]);
});
