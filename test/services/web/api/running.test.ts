import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '../../../../services/shared/outcome.ts';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createHeld } from '../../../support/held.ts';
import { createTestApp, now } from '../../../support/web-app.ts';

const path = (queries: readonly string[], more = '') =>
  `/api/v1/running?${new URLSearchParams(queries.map(query => ['query', query]))}${more}`;

test('answers each query by what is running, and the interval it is of', async () => {
  const { get, running } = createTestApp(createFakeStore());
  running.start = now - 4000;
  running.now = now;
  running.answer = ({ metric }) => ({ series: [{ tags: { metric }, value: 2 }], grows: true });
  const queries = ['metric=log.lines&agg=sum&group=file,host&where=file:a&where=file:b', 'metric=took&field=mean'];
  assert.deepEqual(await get(path(queries, '&where=host:tide')), [
    200,
    {
      interval: { start: now / 1000 - 4, now: now / 1000 },
      answers: [
        { series: [{ tags: { metric: 'log.lines' }, value: 2 }], grows: true },
        { series: [{ tags: { metric: 'took' }, value: 2 }], grows: true },
      ],
    },
  ]);
  const host = { tag: 'host', values: ['tide'] };
  assert.deepEqual(running.asked, [
    {
      metric: 'log.lines',
      field: 'value',
      aggregate: 'sum',
      groupBy: ['file', 'host'],
      where: [{ tag: 'file', values: ['a', 'b'] }, host],
    },
    { metric: 'took', field: 'mean', aggregate: 'mean', groupBy: [], where: [host] },
  ]);
});

test('where nothing is known of the interval under way, the answer says why', async () => {
  const { get } = createTestApp(createFakeStore());
  assert.deepEqual(await get(path(['metric=hits'])), [
    200,
    { interval: null, reason: 'nothing is known', answers: [] },
  ]);
});

test('a query that is wrong, and too many of them, are refused', async () => {
  const { get, running } = createTestApp(createFakeStore());
  const error = async (address: string) => {
    const [status, body] = await get(address);
    assert.equal(status, 400);
    return body.error;
  };
  assert.equal(
    await error('/api/v1/running'),
    'query is missing: the parameters of a query as /api/v1/query has them, without times, as one encoded text; at most 48',
  );
  assert.match(await error(path(['agg=sum'])), /^query is "agg=sum", but must be a query: metric is missing/);
  assert.match(await error(path(['metric=a&agg=p99'])), /agg is "p99", but must be one of mean, sum/);
  assert.match(await error(path(['metric=a&from=-5m'])), /"from" is not a parameter here/);
  assert.match(await error(path(['metric=a&group=a,,b'])), /group is "a,,b"/);
  assert.equal(
    await error(path(Array.from({ length: 49 }, () => 'metric=a'))),
    'query is given 49 times, but must be at most 48 times',
  );
  assert.deepEqual(running.asked, []);
});

test('more than four requests at a time are refused, until one of them is answered', async () => {
  const { get, running } = createTestApp(createFakeStore());
  const held = createHeld();
  running.read = async () => {
    await held.wait();
    return failure('nothing is known');
  };
  const ask = () => get(path(['metric=hits']));
  const first = Array.from({ length: 4 }, ask);
  await held.waiting(4);
  assert.deepEqual(await ask(), [503, { error: 'others are asking this already, 4 at a time: ask again in a second' }]);
  held.release(1);
  assert.equal((await Promise.race(first))[0], 200);
  const next = ask();
  await held.waiting(4);
  held.release();
  assert.deepEqual(
    (await Promise.all([...first, next])).map(([status]) => status),
    Array(5).fill(200),
  );
});
