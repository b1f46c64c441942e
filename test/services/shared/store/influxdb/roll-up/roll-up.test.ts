import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { resolutionVariables } from '../../../../../../dashboards/grafana/resolution.ts';
import type { Point } from '../../../../../../services/shared/point.ts';
import { openInfluxdbStore } from '../../../../../../services/shared/store/influxdb/store.ts';
import type { MetricStore } from '../../../../../../services/shared/store/metric-store.ts';
import { aggregates, type Series } from '../../../../../../services/shared/store/query.ts';
import { type Influxd, startInfluxd } from '../../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../../support/keeping-logger.ts';
import { skipWithoutInfluxd } from '../../../../../support/requires.ts';
import { ask, at, point, query } from '../../contract/support.ts';
import { contractTime } from '../../contract.ts';
import { withFakeServer } from '../fake-server.ts';
import { createRollUpBuckets, day, hour, minute, openAging, stackKeep } from './support.ts';

const skip = skipWithoutInfluxd();

/** Points of four series over the first 25 minutes, not at one time, of eighths, whose sums are exact. */
const points: Point[] = Array.from({ length: 600 }, (_, index) => {
  const series = 'abcd'[index % 4]!;
  const tags = { series, half: series < 'c' ? 'first' : 'second', metric_type: 'gauge' };
  return { ...point('m', tags, 0, ((index * 7919) % 20_000) / 8 - 999), time: at(2.5 * index) + (index % 7) };
});

/** Every aggregate over the points, by several steps and groups. */
async function answers(store: MetricStore, steps: readonly number[]): Promise<Record<string, Series[]>> {
  const all: Record<string, Series[]> = {};
  for (const aggregate of aggregates) {
    for (const step of steps) {
      for (const groupBy of [[], ['half'], ['series', 'half']]) {
        const asked = query('m', { aggregate, step, groupBy, to: at(1500) });
        all[`${aggregate} ${step / minute} min by ${groupBy}`] = await store.query(asked);
      }
    }
  }
  return all;
}

describe('roll-ups in a real InfluxDB', { skip }, () => {
  let server: Influxd;
  before(async () => {
    server = await startInfluxd();
  });
  after(() => server?.stop());

  /** What InfluxQL answers to anyone, of the first series. */
  async function rowsOf(database: string, statement: string, token = server.token): Promise<unknown> {
    const response = await fetch(`${server.url}/query`, {
      method: 'POST',
      headers: { authorization: `Token ${token}` },
      body: new URLSearchParams({ db: database, q: statement, epoch: 'ms' }),
    });
    const { results } = (await response.json()) as { results: { series?: { values: unknown[][] }[] }[] };
    return results[0]?.series?.[0]?.values;
  }

  async function deleteAll(bucket: string): Promise<void> {
    const url = `${server.url}/api/v2/delete?org=${server.org}&bucket=${encodeURIComponent(bucket)}`;
    const range = { start: '1990-01-01T00:00:00Z', stop: '2100-01-01T00:00:00Z' };
    const headers = { authorization: `Token ${server.token}`, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(range) });
    assert.equal(response.status, 204);
  }

  test('answer every aggregate as the points did, however much of these is left', async () => {
    const bucket = await createRollUpBuckets(server);
    const { store, clock, rollUp } = openAging(server, bucket);
    await store.write(points);
    const byMinutes = await answers(store, [minute, 5 * minute, 10 * minute]);
    const byTens = await answers(store, [10 * minute, hour]);
    await rollUp();
    assert.deepEqual(await answers(store, [minute, 5 * minute, 10 * minute]), byMinutes);
    await clock.advance(5 * hour);
    await deleteAll(bucket);
    assert.deepEqual(await answers(store, [minute, 5 * minute, 10 * minute]), byMinutes);
    await clock.advance(3 * day);
    await deleteAll(`${bucket}/1m`);
    assert.deepEqual(await answers(store, [10 * minute, hour]), byTens);
    assert.deepEqual(await store.tagValues('series', 'm'), ['a', 'b', 'c', 'd'], 'known by the roll-ups');
    await store.close();
  });

  test('a late point is in the answers at once, and in the roll-ups after the grace', async () => {
    const bucket = await createRollUpBuckets(server);
    const { store, rollUp } = openAging(server, bucket);
    const sums = query('m', { aggregate: 'sum' });
    await store.write([point('m', { metric_type: 'counter' }, 10, 1)]);
    await rollUp();
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "10m"."m"'), [[contractTime, 1]]);
    await store.write([point('m', { metric_type: 'counter' }, 20, 2)]);
    assert.deepEqual(await ask(store, sums), [[{}, [[0, 3]]]]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "1m"."m"'), [[contractTime, 1]]);
    const reader = openAging(server, bucket, { access: 'read' });
    assert.deepEqual(await ask(reader.store, sums), [[{}, [[0, 3]]]], 'who only reads is told');
    await rollUp();
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "1m"."m"'), [[contractTime, 3]]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value", "value_count" FROM "10m"."m"'), [[contractTime, 3, 2]]);
    await Promise.all([store.close(), reader.store.close()]);
  });

  test('a process that starts goes on where another ended, however that did', async () => {
    const bucket = await createRollUpBuckets(server);
    const first = openAging(server, bucket);
    await first.store.write([point('m', {}, 10, 1)]);
    await first.rollUp();
    await first.store.write([point('m', {}, 20, 2), point('m', {}, 70, 4)]);
    await first.store.close();
    const second = openAging(server, bucket);
    await second.rollUp();
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value_sum" FROM "1m"."m"'), [
      [at(0), 3],
      [at(60), 4],
    ]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value_sum" FROM "10m"."m"'), [[at(0), 7]]);
    await second.store.close();
  });

  test('events are kept as long as ten minutes are', async () => {
    const bucket = await createRollUpBuckets(server);
    const { store } = openAging(server, bucket);
    await store.writeEvents([{ time: at(1), title: 'die', text: 'killed', tags: { container: 'web' } }]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "title", "tags" FROM "10m"."events"'), [
      [at(1), 'die', 'container:web'],
    ]);
    await store.close();
  });

  test('a late point of a process that has only just begun is rolled up, however soon that one ends', async () => {
    const bucket = await createRollUpBuckets(server);
    const first = openAging(server, bucket);
    await first.store.write([point('m', { metric_type: 'counter' }, 10, 1)]);
    await first.rollUp();
    await first.store.close();
    // Killed: it is not closed, and its clock stands still from here on.
    const killed = openAging(server, bucket, { now: first.clock.now() + 1000 });
    await killed.store.write([point('m', { metric_type: 'counter' }, 20, 2)]);
    const last = openAging(server, bucket, { now: first.clock.now() + 5000 });
    await last.rollUp();
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "1m"."m"'), [[contractTime, 3]]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "10m"."m"'), [[contractTime, 3]]);
    await last.store.close();
  });

  test('what was written last is rolled up before the end, and again when its windows are over', async () => {
    const bucket = await createRollUpBuckets(server);
    const first = openAging(server, bucket, { now: at(95) });
    await first.store.write([point('m', {}, 10, 1), point('m', {}, 80, 2), point('m', {}, 90, 4)]);
    await first.store.close();
    const sums = 'SELECT "value_sum" FROM';
    assert.deepEqual(await rowsOf(bucket, `${sums} "1m"."m"`), [
      [at(0), 1],
      [at(60), 6],
    ]);
    assert.deepEqual(await rowsOf(bucket, `${sums} "10m"."m"`), [[at(0), 7]]);
    const second = openAging(server, bucket, { now: at(100) });
    await second.store.write([point('m', {}, 100, 8)]);
    await second.store.close();
    assert.deepEqual(await rowsOf(bucket, `${sums} "10m"."m"`), [[at(0), 15]]);
    // Away for longer than raw points are kept.
    await deleteAll(bucket);
    const third = openAging(server, bucket, { now: at(100) + 5 * hour });
    await third.rollUp();
    assert.deepEqual(await ask(third.store, query('m', { aggregate: 'sum', to: at(120) })), [
      [
        {},
        [
          [0, 1],
          [60, 14],
        ],
      ],
    ]);
    await third.store.close();
  });

  test('points that should have expired while nobody rolled them up, and have not, are rolled up', async () => {
    const bucket = await createRollUpBuckets(server);
    const killed = openAging(server, bucket);
    await killed.store.write([point('m', {}, 3590, 1)]);
    await killed.store.maintain();
    const next = openAging(server, bucket, { now: contractTime + 20 * day });
    await next.rollUp();
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value_sum" FROM "1m"."m"'), [[at(3540), 1]]);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value_sum" FROM "10m"."m"'), [[at(3000), 1]]);
    const [progress] = (await rowsOf(
      bucket,
      'SELECT last("rolled") FROM "resolutions"."resolution" WHERE rp = \'1m\'',
    )) as number[][];
    assert.equal(
      progress![1],
      next.clock.now() - 30_000 - ((next.clock.now() - 30_000) % minute),
      'and no empty window is waited for',
    );
    await next.store.close();
  });

  test('the end waits no longer than five seconds for an InfluxDB that does not answer', async () => {
    await withFakeServer(
      () => {},
      async ({ url }) => {
        const { store, clock } = openAging({ ...server, url }, 'any');
        let closed = false;
        const closing = store.close().then(() => {
          closed = true;
        });
        await clock.advance(4999);
        assert.equal(closed, false);
        await clock.advance(1);
        await closing;
      },
    );
  });

  /** For ranges of half an hour, two days and thirty: the policies that Grafana is answered. */
  async function policiesFor(bucket: string, now: number): Promise<unknown[]> {
    const lengths = [30 * minute, 2 * day, 30 * day];
    const answers = lengths.map(length => {
      const statement = resolutionVariables[0]!.query as string;
      return rowsOf(bucket, statement.replaceAll('$__from', String(now - length)));
    });
    return (await Promise.all(answers)).map(rows => (rows as unknown[][]).map(([, rp]) => rp).join());
  }

  test('one policy answers a range: the finest of which nothing has expired since it began', async () => {
    const bucket = await createRollUpBuckets(server);
    const { store, clock } = openAging(server, bucket, { keep: stackKeep });
    await store.write([point('m', {}, 3590, 1)]);
    assert.deepEqual(await policiesFor(bucket, clock.now()), ['autogen', 'autogen', 'autogen'], 'with the first point');
    await clock.advance(2 * day).then(store.maintain);
    assert.deepEqual(await policiesFor(bucket, clock.now()), ['autogen', '1m', '1m'], 'after 2 days');
    await store.close();
    const next = openAging(server, bucket, { keep: stackKeep, now: clock.now() + 6 * day });
    await next.store.maintain();
    assert.deepEqual(await policiesFor(bucket, next.clock.now()), ['autogen', '1m', '10m'], 'after 8 days');
    assert.deepEqual(await policiesFor(bucket, next.clock.now() - 3000 * day), ['10m', '10m', '10m'], 'long before');
    await next.store.close();
  });

  test('what a store begins with is its oldest point, and where that is not known nothing is old enough', async () => {
    const bucket = await createRollUpBuckets(server);
    const late = openAging(server, bucket, { keep: stackKeep });
    await late.store.write([{ ...point('m', {}, 0, 1), time: late.clock.now() - 5 * hour }]);
    assert.deepEqual(await policiesFor(bucket, late.clock.now()), ['autogen', 'autogen', 'autogen']);
    await late.clock.advance(20 * hour).then(late.store.maintain);
    assert.deepEqual(await policiesFor(bucket, late.clock.now()), ['autogen', '1m', '1m']);
    await late.store.close();
    const old = await createRollUpBuckets(server);
    const { url, org, token } = server;
    const before = openInfluxdbStore({ url, org, token, bucket: old, timeout: 10_000, logger: createKeepingLogger() });
    await before.write([point('m', {}, 3590, 1)]);
    const found = openAging(server, old, { keep: stackKeep });
    await found.store.write([point('m', {}, 3595, 1)]);
    assert.deepEqual(await policiesFor(old, found.clock.now()), ['autogen', '1m', '10m']);
    await Promise.all([before.close(), found.store.close()]);
  });

  test('rights to the four buckets suffice: both to roll up, reading to read', async () => {
    const bucket = await createRollUpBuckets(server);
    const buckets = [bucket, ...['1m', '10m', 'resolutions'].map(policy => `${bucket}/${policy}`)];
    const writer = openAging(server, bucket, { token: await server.createToken(buckets, ['read', 'write']) });
    const reader = openAging(server, bucket, {
      access: 'read',
      token: await server.createToken(buckets, ['read']),
      now: contractTime + 3 * day,
    });
    await writer.store.write([point('m', { host: 'a' }, 10, 5)]);
    await writer.rollUp();
    assert.deepEqual(writer.logger.lines, []);
    assert.equal((await writer.store.health()).ok, true);
    assert.equal((await reader.store.health()).ok, true);
    assert.deepEqual(await ask(reader.store, query('m', { step: 10 * minute })), [[{}, [[0, 5]]]]);
    assert.deepEqual(await reader.store.tagValues('host'), ['a']);
    assert.deepEqual(await reader.store.events({ from: at(0), to: at(60) }, [], 10), []);
    await Promise.all([writer.store.close(), reader.store.close()]);
  });

  test('what fails is told once, tried again, and does not keep points from being written', async () => {
    const bucket = await server.createBucket();
    const { store, clock, logger } = openAging(server, bucket);
    await store.write([point('m', {}, 10, 1)]);
    for (let round = 0; round < 3; round += 1) await clock.advance(minute).then(store.maintain);
    assert.equal(logger.lines.length, 1);
    assert.match(logger.lines[0]!, /points are not rolled up, which is tried again: .* not found: .*no such bucket/);
    for (const policy of ['1m', '10m', 'resolutions']) await server.createBucket(`${bucket}/${policy}`);
    for (let round = 0; round < 3; round += 1) await clock.advance(minute).then(store.maintain);
    assert.deepEqual(await rowsOf(bucket, 'SELECT "value" FROM "10m"."m"'), [[contractTime, 1]]);
    assert.equal(logger.lines.at(-1), 'info test: points are rolled up again');
    await store.close();
  });
});
