import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { configSchema } from '../../../../../services/shared/config/schema.ts';
import type { SelfCounter } from '../../../../../services/shared/self-metrics.ts';
import { createPrometheus } from '../../../../../services/statsd-server/outputs/prometheus/prometheus.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { parsePage } from '../../../../support/prometheus-page.ts';
import { until } from '../../../../support/until.ts';
import { point } from '../output-kit.ts';

interface Settings {
  readonly port?: number;
  readonly max_series?: number;
  readonly idle_timeout?: string;
}

/** A page on a port of the system's choice. */
async function serve(t: TestContext, settings: Settings = {}) {
  const configOf = ({ idle_timeout = '1h', port = 0, ...rest }: Settings) =>
    configSchema.parse({ statsd: { idle_timeout, prometheus: { enabled: true, port, ...rest } } }).statsd;
  let config = configOf(settings);
  const counts: Record<string, number> = {};
  const counter = (name: string): SelfCounter => ({
    add() {
      counts[name] = (counts[name] ?? 0) + 1;
    },
  });
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  const output = await createPrometheus({
    config: () => config,
    clock,
    logger,
    left: {
      overflow: counter('overflow'),
      conflict: counter('conflict'),
      negative: counter('negative'),
      not_finite: counter('not_finite'),
    },
  });
  t.after(() => output.close());
  const change = async (next: Settings) => {
    config = configOf(next);
    await output.reconfigure();
  };
  return { output, clock, logger, counts, change, port: () => output.port() ?? assert.fail('it is not bound') };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(port: number, path = '/metrics', { method = 'GET', ...headers }: Record<string, string> = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', piece => {
        body += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

test('the page, in the format that is asked for', async t => {
  const { output, port } = await serve(t);
  assert.equal((await ask(port())).body, '');
  output.points([point('counter', 'a', 1)]);
  const plain = await ask(port());
  assert.equal(plain.status, 200);
  assert.equal(plain.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  assert.equal(parsePage(plain.body).get('a_total')?.samples.get('a_total'), 1);
  const strict = await ask(port(), '/metrics?x=y', { accept: 'application/openmetrics-text; version=1.0.0' });
  assert.equal(strict.headers['content-type'], 'application/openmetrics-text; version=1.0.0; charset=utf-8');
  assert.equal(parsePage(strict.body, true).get('a')?.samples.get('a_total'), 1);
  const head = await ask(port(), '/metrics', { method: 'HEAD' });
  assert.deepEqual([head.status, head.body], [200, '']);
});

test('nothing else is answered', async t => {
  const { port } = await serve(t);
  const status = async (...how: [path?: string, options?: Record<string, string>]) =>
    (await ask(port(), ...how)).status;
  assert.equal(await status('/'), 404);
  assert.equal(await status('/metrics/'), 404);
  assert.equal(await status('/metrics', { method: 'POST' }), 405);
  assert.equal(await status('/metrics', { method: 'DELETE' }), 405);
  assert.equal(await status('/metrics', { host: 'evil.example' }), 403);
  assert.equal(await status('/metrics', { 'x-long': 'x'.repeat(9000) }), 431);
});

test('a page of many pieces is whole, and points may come while it is read', async t => {
  const { output, port } = await serve(t);
  const points = Array.from({ length: 9000 }, (_, index) =>
    point(
      'timing',
      `t${index % 90}`,
      { count: 1, sum: 2, lower: 1, median: 2, upper: 3 },
      { series: `number ${index}` },
    ),
  );
  output.points(points);
  const reading = ask(port());
  output.points(points);
  const families = parsePage((await reading).body);
  assert.equal(families.size, 90);
  assert.equal(
    [...families.values()].reduce((sum, { samples }) => sum + samples.size, 0),
    9000 * 5,
  );
});

test('a reader that does not read keeps no other from the page', async t => {
  const { output, port } = await serve(t);
  output.points(
    Array.from({ length: 10_000 }, (_, index) => point('gauge', `g${index}`, 1, { long: 'x'.repeat(500) })),
  );
  const sockets = Array.from({ length: 60 }, () => {
    const socket = connect(port(), '127.0.0.1').pause();
    socket.on('error', () => {}).write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return socket;
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
  });
  const before = process.memoryUsage().rss;
  assert.equal(parsePage((await ask(port())).body).size, 10_000);
  assert.ok(process.memoryUsage().rss - before < 150e6, 'no page waits whole for its reader');
});

test('there are so many series at most, and a change of that holds at once', async t => {
  const { output, port, counts, change } = await serve(t, { max_series: 2 });
  const points = ['a', 'b', 'c', 'd'].map(name => point('gauge', name, 1));
  output.points(points);
  assert.deepEqual([...parsePage((await ask(port())).body).keys()], ['a', 'b']);
  assert.deepEqual(counts, { overflow: 2 });
  await change({ max_series: 3 });
  output.points(points);
  assert.deepEqual([...parsePage((await ask(port())).body).keys()], ['a', 'b', 'c']);
  assert.deepEqual(counts, { overflow: 3 });
});

test('a series that got nothing for statsd.idle_timeout goes away', async t => {
  const { output, port, clock } = await serve(t, { idle_timeout: '60s' });
  output.points([point('gauge', 'a', 1)]);
  await clock.advance(40_000);
  output.points([point('gauge', 'b', 1)]);
  output.flushed();
  assert.deepEqual([...parsePage((await ask(port())).body).keys()], ['a', 'b']);
  await clock.advance(40_000);
  output.flushed();
  assert.deepEqual([...parsePage((await ask(port())).body).keys()], ['b']);
});

test('a name that another type has is told in the log, once a second at most', async t => {
  const { output, logger, counts } = await serve(t);
  output.points([point('gauge', 'a', 1), point('set', 'a', 1), point('set', 'a', 1)]);
  assert.deepEqual(logger.lines, [
    'warn test: prometheus: "a" is left out: its name is taken by a metric of another type',
  ]);
  assert.deepEqual(counts, { conflict: 2 });
});

test('a port that is busy is a part that is down, and had as soon as it is free', async t => {
  const other = createServer();
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  assert.ok(address && typeof address === 'object');
  const { output, clock, change } = await serve(t, { port: address.port });
  assert.deepEqual(output.parts(), [
    {
      name: 'prometheus',
      state: 'down',
      detail: `127.0.0.1:${address.port} is in use by another process`,
      remedy: 'end that process, or set statsd.prometheus.port to a free port',
    },
  ]);
  await new Promise(resolve => other.close(resolve));
  await clock.advance(5000);
  await until(() => output.parts()[0]?.state === 'ok');
  assert.equal((await ask(address.port)).status, 200);
  await change({ port: 0 });
  assert.notEqual(output.port(), address.port);
});
