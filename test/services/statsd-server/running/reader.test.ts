import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunningQuery } from '../../../../services/shared/running/running.ts';
import { createFedAggregator, noon } from '../../../support/fed-aggregator.ts';

const query = (metric: string, more: Partial<RunningQuery> = {}): RunningQuery => ({
  metric,
  field: 'value',
  aggregate: 'sum',
  groupBy: [],
  where: [],
  ...more,
});

/** The values that are running, by their tags' values; undefined where the whole was refused. */
async function read({ aggregator }: ReturnType<typeof createFedAggregator>, ...queries: RunningQuery[]) {
  const outcome = await aggregator.running.read(queries);
  assert.ok(outcome.ok, 'reason' in outcome ? outcome.reason : '');
  return outcome.value.answers.map(({ series }) => series.map(({ tags, value }) => [...Object.values(tags), value]));
}

test('a counter has what came in the interval so far, and nothing when the next one begins', async () => {
  const fed = createFedAggregator();
  fed.feed('hits:1|c\nhits:2|c');
  assert.deepEqual(await read(fed, query('hits')), [[[3]]]);
  fed.feed('hits:4|c');
  assert.deepEqual(await read(fed, query('hits')), [[[7]]]);
  await fed.clock.advance(2000);
  assert.deepEqual(await read(fed, query('hits')), [[]]);
  fed.feed('hits:8|c');
  assert.deepEqual(await read(fed, query('hits')), [[[8]]]);
});

test('reading changes nothing of what is flushed', async () => {
  const fed = createFedAggregator();
  fed.feed('hits:1|c\ntook:5|ms\nwho:a|s\nheat:7|g');
  await read(fed, query('hits'), query('took', { field: 'mean' }), query('who'), query('heat'));
  fed.feed('hits:1|c\ntook:7|ms\nwho:b|s');
  await fed.clock.advance(2000);
  assert.deepEqual(fed.take(), ['heat 7 @0', 'hits 2 @0', 'took 2/12 @0', 'who 2 @0']);
});

test('a gauge is what it was told last, in this interval or the one before', async () => {
  const fed = createFedAggregator();
  fed.feed('heat:7|g');
  assert.deepEqual(await read(fed, query('heat')), [[[7]]]);
  await fed.clock.advance(2000);
  assert.deepEqual(await read(fed, query('heat')), [[[7]]]);
  fed.feed('heat:+1|g');
  assert.deepEqual(await read(fed, query('heat')), [[[8]]]);
  await fed.clock.advance(20_000);
  assert.deepEqual(await read(fed, query('heat')), [[]]);
});

test('a timing has the figures that take no ranks, a set how many it has', async () => {
  const fed = createFedAggregator();
  fed.feed('took:5|ms\ntook:15|ms|@0.5\nwho:a|s\nwho:b|s\nwho:a|s');
  const fields = ['count', 'sum', 'mean', 'lower', 'upper', 'median', '90_percentile', 'sum_squares'];
  const answers = await read(fed, ...fields.map(field => query('took', { field, aggregate: 'max' })), query('who'));
  // What is not configured (sum_squares) is not told here either.
  assert.deepEqual(answers, [[[3]], [[35]], [[35 / 3]], [[5]], [[15]], [], [], [], [[2]]]);
});

test('a timing of which most values are in a sketch is told exactly', async () => {
  const fed = createFedAggregator({ statsd: { exact_values: 100 } });
  fed.feed(Array.from({ length: 300 }, (_, index) => `took:${index}|ms`).join('\n'));
  const answers = await read(fed, query('took', { field: 'count' }), query('took', { field: 'upper' }));
  assert.deepEqual(answers, [[[300]], [[299]]]);
});

test('series are filtered, grouped and put together as the store would', async () => {
  const fed = createFedAggregator();
  fed.feed('cpu:1|g|#core:0,mode:user\ncpu:3|g|#core:1,mode:user\ncpu:5|g|#core:0,mode:idle\ncpu:9|g');
  const by: Partial<RunningQuery> = { groupBy: ['mode'], aggregate: 'mean' };
  const answers = await read(
    fed,
    query('cpu', by),
    query('cpu', { ...by, where: [{ tag: 'mode', values: ['user', 'idle'] }] }),
    query('cpu', { where: [{ tag: 'core', values: [''] }] }),
    ...(['min', 'max', 'last', 'count'] as const).map(aggregate => query('cpu', { aggregate })),
  );
  assert.deepEqual(answers, [
    [
      ['user', 2],
      ['idle', 5],
      ['', 9],
    ],
    [
      ['user', 2],
      ['idle', 5],
    ],
    [[9]],
    [[1]],
    [[9]],
    [[9]],
    [[4]],
  ]);
});

test('a metric is found by the name that InfluxDB has for it, and as soon as it is there', async () => {
  const fed = createFedAggregator();
  assert.deepEqual(await read(fed, query('app_orders.done')), [[]]);
  fed.feed('app.orders.done:2|c');
  assert.deepEqual(await read(fed, query('app_orders_done'), query('app.orders.done')), [[[2]], [[2]]]);
});

test('series that come and go are found, few at a time or many', async () => {
  const fed = createFedAggregator({ statsd: { idle_timeout: '10s' } });
  fed.feed('a:1|c');
  await read(fed, query('a'), query('b'));
  // Series are forgotten, and others take their rows.
  await fed.clock.advance(60_000);
  fed.feed('b:2|c\na:3|c');
  assert.deepEqual(await read(fed, query('a'), query('b')), [[[3]], [[2]]]);
  for (let series = 0; series < 5000; series++) fed.feed(`other:1|c|#n:${series}`);
  fed.feed('a:4|c|#n:1');
  assert.deepEqual(await read(fed, query('a'), query('b')), [[[7]], [[2]]]);
});

test('tells which values grow until the interval ends, also of a series that has none yet', async () => {
  const fed = createFedAggregator();
  fed.feed('hits:1|c\nheat:1|g\ntook:1|ms');
  await fed.clock.advance(2000);
  const queries = [query('hits'), query('heat'), query('took', { field: 'count' }), query('took', { field: 'mean' })];
  const outcome = await fed.aggregator.running.read(queries);
  assert.ok(outcome.ok);
  assert.deepEqual(
    outcome.value.answers.map(({ grows }) => grows),
    [true, false, true, false],
  );
  assert.deepEqual([outcome.value.start, outcome.value.now], [noon + 2000, noon + 2000]);
});

test('what comes late, and what has an interval of its own, is not of the interval under way', async () => {
  const fed = createFedAggregator({ statsd: { rules: [{ match: 'slow.*', interval: '20s' }] } });
  await fed.clock.advance(15_000);
  fed.feed(`hits:1|c|T${noon / 1000 + 1}\nslow.hits:1|c`);
  assert.deepEqual(await read(fed, query('hits'), query('slow.hits')), [[], []]);
});

test('too many queries are refused, and a metric with too many series', async () => {
  const fed = createFedAggregator({ statsd: { max_series_per_metric: 100_000 } });
  const many = await fed.aggregator.running.read(Array.from({ length: 49 }, () => query('hits')));
  assert.deepEqual(many, { ok: false, reason: 'there are 49 queries, but at most 48 are answered at a time' });
  const tags = Array.from({ length: 20_001 }, (_, index) => `#a:${index % 5000},b:${Math.floor(index / 5000)}`);
  for (let at = 0; at < tags.length; at += 100)
    fed.feed(
      tags
        .slice(at, at + 100)
        .map(tag => `hits:1|c|${tag}`)
        .join('\n'),
    );
  fed.feed('few:1|c');
  const outcome = await fed.aggregator.running.read([query('hits'), query('few')]);
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.value.answers, [
    { series: [], grows: false, refused: 'it has 20001 series, and one request reads 20000 at most' },
    { series: [{ tags: {}, value: 1 }], grows: true },
  ]);
});
