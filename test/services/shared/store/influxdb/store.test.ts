import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Point } from '../../../../../services/shared/point.ts';
import { openInfluxdbStore } from '../../../../../services/shared/store/influxdb/store.ts';
import { type Influxd, startInfluxd } from '../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { skipWithoutInfluxd } from '../../../../support/requires.ts';

const skip = skipWithoutInfluxd();
const time = Date.UTC(2026, 0, 1);
const range = { from: time, to: time + 60_000 };

const counter = (changes: Partial<Point> = {}): Point => ({
  metric: 'log.lines',
  tags: { metric_type: 'counter', host: 'h', container: 'web' },
  fields: { value: 3 },
  time,
  ...changes,
});

describe('a store on a real InfluxDB', { skip }, () => {
  let server: Influxd;
  before(async () => {
    server = await startInfluxd();
  });
  after(() => server?.stop());

  async function open(changes: { bucket?: string; token?: string; timeout?: number } = {}) {
    const bucket = changes.bucket ?? (await server.createBucket());
    const logger = createKeepingLogger();
    const { url, org, token } = server;
    const store = openInfluxdbStore({ url, org, token, timeout: 10_000, ...changes, bucket, logger });
    return { store, bucket, logger };
  }

  /** What anyone who speaks InfluxQL is answered. */
  async function ask(bucket: string, statement: string): Promise<unknown> {
    const response = await fetch(`${server.url}/query`, {
      method: 'POST',
      headers: { authorization: `Token ${server.token}` },
      body: new URLSearchParams({ db: bucket, q: statement, epoch: 'ns' }),
    });
    const { results } = (await response.json()) as { results: { series?: object[] }[] };
    return results[0]?.series;
  }

  test("points are there in the schema of Telegraf's StatsD input, every field a float", async () => {
    const { store, bucket } = await open();
    const tags = { metric_type: 'timing', host: 'h' };
    const fields = { count: 2, mean: 1.5, '90_percentile': 2 };
    await store.write([counter(), counter({ metric: 'http.server.request.duration', tags, fields })]);
    assert.deepEqual(await ask(bucket, 'SHOW FIELD KEYS'), [
      {
        name: 'http_server_request_duration',
        columns: ['fieldKey', 'fieldType'],
        values: [
          ['90_percentile', 'float'],
          ['count', 'float'],
          ['mean', 'float'],
        ],
      },
      { name: 'log_lines', columns: ['fieldKey', 'fieldType'], values: [['value', 'float']] },
    ]);
    assert.deepEqual(await ask(bucket, 'SELECT * FROM "log_lines"'), [
      {
        name: 'log_lines',
        columns: ['time', 'container', 'host', 'metric_type', 'value'],
        values: [[time * 1e6, 'web', 'h', 'counter', 3]],
      },
    ]);
  });

  test('events are there for an annotation of Grafana', async () => {
    const { store, bucket } = await open();
    const tags = { container: 'web', action: 'die' };
    await store.writeEvents([{ time, title: 'container die', text: 'exit code 137', tags }]);
    const query = `SELECT title,text,tags FROM events WHERE time >= ${time}ms AND time < ${time + 1}ms`;
    const [series] = (await ask(bucket, query)) as { columns: string[]; values: unknown[][] }[];
    assert.deepEqual(series?.columns, ['time', 'title', 'text', 'tags']);
    assert.deepEqual(series?.values[0]?.slice(1), ['container die', 'exit code 137', 'action:die,container:web']);
  });

  test('tags with names that InfluxDB keeps for itself, and a metric called events, come back', async () => {
    const { store } = await open();
    const tags = { time: 'x', _field: 'y', value: 'z', title: 'a' };
    const event = { time, title: 'T', text: '', tags: { title: 'a', text: 'b', tags: 'c', time: 'd' } };
    await store.write([counter({ metric: 'events', tags })]);
    await store.writeEvents([event]);
    assert.deepEqual(await store.events(range, [{ tag: 'text', values: ['b'] }], 10), [event]);
    assert.deepEqual(await store.metrics(), [
      { name: 'events_', fields: ['value'], tags: ['_field', 'time', 'title', 'value'] },
    ]);
    const [series] = await store.query({
      ...range,
      metric: 'events',
      field: 'value',
      aggregate: 'sum',
      step: 60_000,
      groupBy: ['time', 'value'],
      where: [{ tag: 'value', values: ['z'] }],
    });
    assert.deepEqual(series, { tags: { time: 'x', value: 'z' }, points: [[time, 3]] });
  });

  test('names and values that try to end their quotes find nothing and harm nothing', async () => {
    const { store } = await open();
    await store.write([counter()]);
    const evil = `x" OR "a"='a'; DROP MEASUREMENT "log_lines"; -- ' OR 1=1 \\`;
    const query = { ...range, metric: evil, field: evil, aggregate: 'sum', step: 1000, groupBy: [evil] } as const;
    const where = [{ tag: evil, values: [evil, `${evil}'`, '\0', '\n'] }];
    assert.deepEqual(await store.query({ ...query, where }), []);
    assert.deepEqual(await store.metrics(where), []);
    assert.deepEqual(await store.tagValues(evil, evil), []);
    assert.deepEqual(await store.events(range, where, 10), []);
    assert.deepEqual(await store.tagValues('container', 'log.lines'), ['web']);
  });

  test('a bucket that is a policy of a database is written and read as one', async () => {
    const database = await server.createBucket();
    const { store } = await open({ bucket: await server.createBucket(`${database}/fine`) });
    await store.write([counter()]);
    const query = { ...range, metric: 'log.lines', field: 'value', aggregate: 'sum', step: 60_000 } as const;
    assert.deepEqual((await store.query({ ...query, groupBy: [], where: [] }))[0]?.points, [[time, 3]]);
    const described = { name: 'log_lines', fields: ['value'], tags: ['container', 'host', 'metric_type'] };
    assert.deepEqual(await store.metrics(), [described]);
    assert.deepEqual(await store.metrics([{ tag: 'container', values: ['db'] }]), []);
    assert.deepEqual(await store.tagValues('container'), ['web']);
    assert.equal((await store.health()).ok, true);
  });

  test('a point of another type is left out, the others are taken', async () => {
    const { store, bucket, logger } = await open();
    await fetch(`${server.url}/api/v2/write?org=${server.org}&bucket=${bucket}&precision=ms`, {
      method: 'POST',
      headers: { authorization: `Token ${server.token}` },
      body: `log_lines value="text" ${time}`,
    });
    const outcome = await store.write([counter({ metric: 'other' }), counter()]);
    assert.deepEqual(outcome, { ok: true, value: 1 });
    assert.deepEqual(await store.tagValues('container'), ['web']);
    assert.equal(logger.lines.length, 1);
    assert.match(logger.lines[0]!, /field type conflict: input field \\?"value\\?" on measurement \\?"log_lines\\?"/);
  });

  test('a token that may only read, or only write, is told apart from a wrong one and from a missing bucket', async () => {
    const bucket = await server.createBucket();
    const healthWith = async (changes: { bucket?: string; token?: string }) => {
      const health = await (await open({ bucket, ...changes })).store.health();
      return health.ok ? health.value.detail : health.reason;
    };
    const at = `InfluxDB at ${server.url}`;
    assert.match(await healthWith({}), new RegExp(`^InfluxDB v?2\\.[\\d.]+ at ${server.url}, bucket ${bucket}$`));
    assert.equal(
      await healthWith({ token: 'wrong' }),
      `${at} does not know the token (401 "unauthorized access"): see store.influxdb.token_file or store.influxdb.token`,
    );
    assert.equal(
      await healthWith({ bucket: 'missing' }),
      `${at} has no bucket "missing" in organisation "tidegauge" (404 "bucket \\"missing\\" not found"): create it, or see store.influxdb.bucket and store.influxdb.org`,
    );
    assert.equal(
      await healthWith({ token: await server.createToken(bucket, ['read']) }),
      `${at} does not let the token use bucket "${bucket}" (403 "insufficient permissions for write"): it needs the rights to read and to write`,
    );
    assert.equal(
      await healthWith({ token: await server.createToken(bucket, ['write']) }),
      `${at} answered a query with "database not found: ${bucket}": no such bucket, or the token has no right to read it`,
    );
    assert.match(await healthWith({ token: await server.createToken(bucket, ['read', 'write']) }), /^InfluxDB v?2/);
  });

  test('a wrong token or a missing bucket makes writes wait and reads reject, and the log does not show the token', async () => {
    for (const changes of [{ token: 'wrong-secret' }, { bucket: 'missing' }]) {
      const { store, logger } = await open(changes);
      const outcome = await store.write([counter()]);
      assert.ok(!outcome.ok && outcome.reason.kind === 'retry');
      const query = {
        ...range,
        metric: 'a',
        field: 'value',
        aggregate: 'sum',
        step: 1000,
        groupBy: [],
        where: [],
      } as const;
      await assert.rejects(store.query(query), /does not know the token|database not found/);
      assert.ok(![...logger.lines, outcome.reason.message].some(line => line.includes('wrong-secret')));
    }
  });

  test('while the server is down writes may be tried again; once it is back they go through', async () => {
    const { store } = await open();
    await store.write([counter()]);
    await server.kill();
    // A connection kept open breaks, later ones are refused.
    const down =
      /^InfluxDB at \S+ cannot be reached \(E\w+\): see that it runs and that store\.influxdb\.url is its address$/;
    const later = counter({ time: time + 10_000, fields: { value: 4 } });
    const outcome = await store.write([later]);
    assert.ok(!outcome.ok && outcome.reason.kind === 'retry');
    assert.match(outcome.reason.message, down);
    await assert.rejects(store.metrics(), { message: down });
    const health = await store.health();
    assert.ok(!health.ok);
    assert.match(health.reason, down);

    await server.restart();
    assert.deepEqual(await store.write([later]), { ok: true, value: 1 });
    const query = {
      ...range,
      metric: 'log.lines',
      field: 'value',
      aggregate: 'sum',
      step: 10_000,
      to: time + 20_000,
    } as const;
    assert.deepEqual((await store.query({ ...query, groupBy: [], where: [] }))[0]?.points, [
      [time, 3],
      [time + 10_000, 4],
    ]);
    await store.close();
  });
});
