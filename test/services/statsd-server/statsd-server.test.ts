import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Config, configSchema } from '../../../services/shared/config/schema.ts';
import type { Event } from '../../../services/shared/event.ts';
import type { Point } from '../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createStatsdClient } from '../../../services/shared/statsd-client/client.ts';
import { createMemoryLink } from '../../../services/shared/statsd-client/memory-link.ts';
import { withTimestamp } from '../../../services/shared/statsd-client/timestamp.ts';
import { startStatsdServer } from '../../../services/statsd-server/statsd-server.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { scratchDirectory } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';

const noon = Date.UTC(2026, 0, 1, 12);

async function start(t: TestContext, statsd: Partial<Config['statsd']> = {}, began = noon) {
  // Before the directory is removed.
  t.after(() => stop());
  const directory = await scratchDirectory(t);
  const clock = createFakeClock(began);
  const logger = createKeepingLogger();
  const points: Point[] = [];
  const events: Event[] = [];
  const parsed = configSchema.parse({});
  const management = { ...parsed.statsd.management, port: 0 };
  const config: Config = { ...parsed, statsd: { ...parsed.statsd, port: 0, management, ...statsd } };
  const server = await startStatsdServer(config, {
    writer: { push: more => points.push(...more), pushEvents: more => events.push(...more), commit: () => {} },
    directory,
    backends: () => [],
    host: 'test-host',
    clock,
    logger,
    selfMetrics: createSelfMetrics(),
  });
  let stopped: Promise<void> | undefined;
  function stop() {
    stopped ??= server.stop();
    return stopped;
  }
  /** The values of a metric's points, each with its time in seconds after noon. */
  const found = (metric: string) =>
    points
      .filter(point => point.metric === metric)
      .map(({ fields, time, tags }) => ({ fields, at: (time - noon) / 1000, tags }));
  const self = (metric: string, tags: Record<string, string> = {}) =>
    found(metric)
      .filter(point => Object.entries(tags).every(([name, value]) => point.tags[name] === value))
      .reduce((sum, { fields }) => sum + fields.value!, 0);
  return { clock, logger, config, server, events, points, found, self, stop };
}

async function sendUdp(port: number, ...packets: (string | Buffer)[]) {
  const socket = createSocket('udp4');
  for (const packet of packets)
    await new Promise<void>((sent, failed) =>
      socket.send(packet, port, '127.0.0.1', error => (error ? failed(error) : sent())),
    );
  socket.close();
}

const sendTcp = (port: number, text: string) =>
  new Promise<void>((closed, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('close', () => closed()).on('error', failed);
  });

/** Flushes until the server has counted so many lines of a transport; what a socket took in shows only then. */
async function flushUntilReceived(server: Awaited<ReturnType<typeof start>>, transport: string, lines: number) {
  await until(async () => {
    await server.clock.advance(10_000);
    return server.self('tidegauge.statsd.received', { transport }) >= lines;
  });
}

test('what comes by UDP, TCP and from the same process meets in one series', async t => {
  const running = await start(t);
  const { udp, tcp } = running.server.ports();
  await sendUdp(udp!, 'hits:1|c\nhits:2|c', 'hits:4|c');
  await sendTcp(tcp!, 'hits:8|c\nhits:16|c');
  running.server.sink(Buffer.from('hits:32|c\n'));
  await flushUntilReceived(running, 'udp', 3);
  await flushUntilReceived(running, 'tcp', 2);
  assert.equal(running.self('hits'), 63);
  assert.deepEqual(running.found('hits')[0]?.tags, { metric_type: 'counter' });
});

test('points carry the start of their interval', async t => {
  const { clock, server, found } = await start(t);
  server.sink(Buffer.from('t:5|ms\n'));
  await clock.advance(2_000);
  await clock.advance(9_000);
  server.sink(Buffer.from('t:7|ms\n'));
  await clock.advance(9_000);
  assert.deepEqual(
    found('t').map(({ at, fields }) => [at, fields.mean]),
    [
      [0, 5],
      [10, 7],
    ],
  );
});

test('a bad line is counted by reason, and a sample of them is logged, escaped', async t => {
  const running = await start(t);
  await sendUdp(running.server.ports().udp!, 'good:1|c\n\u001b[31mred', Buffer.from([0xff, 0xfe, 0x00]), 'x:abc|c');
  await flushUntilReceived(running, 'udp', 4);
  assert.equal(running.self('good'), 1);
  assert.equal(running.self('tidegauge.statsd.bad', { reason: 'no_value' }), 2);
  assert.equal(running.self('tidegauge.statsd.bad', { reason: 'value' }), 1);
  assert.deepEqual(running.logger.lines, ['warn test: bad line over udp (no_value): "\\u001b[31mred"']);
});

test('events are handed on with the flush', async t => {
  const { clock, server, events } = await start(t);
  server.sink(Buffer.from('_e{6,4}:deploy|v1.2|d:1767268800|#env:prod\n'));
  await clock.advance(2_000);
  assert.deepEqual(events, [{ time: 1_767_268_800_000, title: 'deploy', text: 'v1.2', tags: { env: 'prod' } }]);
});

test('stopping flushes what came since the last flush', async t => {
  const { server, found, stop, clock } = await start(t);
  await clock.advance(13_000);
  server.sink(Buffer.from('late:1|c\n'));
  await stop();
  assert.deepEqual(
    found('late').map(({ at, fields }) => [at, fields.value]),
    [[10, 1]],
  );
});

test('stopping reads what the kernel had taken in', async t => {
  const { server, self, stop } = await start(t);
  const { udp, tcp } = server.ports();
  await sendUdp(udp!, ...Array.from({ length: 500 }, () => 'packets:1|c'));
  await sendTcp(tcp!, 'lines:1|c\n'.repeat(100_000));
  await stop();
  assert.equal(self('packets'), 500);
  assert.equal(self('lines'), 100_000);
});

test('a connection that sends no line end costs no more than a line, and hurts no other', async t => {
  const running = await start(t, { max_line_bytes: 100 });
  const { tcp } = running.server.ports();
  await sendTcp(tcp!, `${'x'.repeat(5_000_000)}\nafter:1|c\n`);
  await flushUntilReceived(running, 'tcp', 2);
  assert.equal(running.self('tidegauge.statsd.bad', { reason: 'too_long' }), 1);
  assert.equal(running.self('after'), 1);
});

test('a busy port leaves the rest running, and is had as soon as it is free', async t => {
  const blocker = createServer();
  await new Promise<void>(listening => blocker.listen(0, '127.0.0.1', listening));
  const address = blocker.address();
  assert.ok(address && typeof address === 'object');
  const { clock, server, logger } = await start(t, { port: address.port, udp: false });
  assert.deepEqual(
    server.parts().map(({ name, state }) => `${name}: ${state}`),
    ['StatsD over UDP: off', 'StatsD over TCP: down', 'management: ok', 'kept gauges: ok'],
  );
  assert.match(server.parts()[1]!.detail, /^127\.0\.0\.1:\d+ is in use by another process$/);
  assert.match(server.parts()[1]!.remedy!, /statsd\.port/);
  await new Promise(closed => blocker.close(closed));
  await until(async () => {
    await clock.advance(5_000);
    return server.parts()[1]!.state === 'ok';
  });
  assert.match(logger.lines.at(-1)!, /listening on 127\.0\.0\.1:\d+ now/);
});

test('a changed configuration is taken over: ports, percentiles, interval; gauges keep their values', async t => {
  const { clock, server, found, config } = await start(t);
  server.sink(Buffer.from('g:5|g\n'));
  const before = server.ports();
  await clock.advance(2_000);
  await server.reconfigure({
    ...config,
    statsd: { ...config.statsd, host: '127.0.0.2', tcp: false, percentiles: [50], flush_interval: 60_000 },
  });
  assert.notEqual(server.ports().udp, before.udp);
  assert.equal(server.ports().tcp, undefined);
  await clock.advance(3_000);
  server.sink(Buffer.from('g:+1|g\nt:1|ms\n'));
  await clock.advance(60_000);
  assert.deepEqual(
    found('g').map(({ at, fields }) => [at, fields.value]),
    [
      [0, 5],
      [4.01, 6],
    ],
  );
  assert.deepEqual(
    Object.keys(found('t')[0]!.fields).filter(name => name.endsWith('percentile')),
    ['50_percentile'],
  );
});

test('series beyond the bound are counted, and whoever fills the table cannot hide it', async t => {
  const { clock, server, self, found } = await start(t, { max_series: 100 });
  await clock.advance(20_000);
  const own = found('tidegauge.statsd.series').at(-1)!.fields.value!;
  server.sink(Buffer.from(Array.from({ length: 150 }, (_, index) => `m${index}:1|c\n`).join('')));
  await clock.advance(10_000);
  assert.equal(self('tidegauge.statsd.series.overflow'), 150 - (100 - own));
  assert.equal(found('tidegauge.statsd.series').at(-1)!.fields.value, 100);
});

test('what collectors held for five minutes arrives at once after a restart, and each value has its own interval', async t => {
  const before = await start(t, {}, noon - 310_000);
  before.server.sink(Buffer.from('requests:1000|c\nroom:10|g\n'));
  await before.clock.advanceTo(noon - 300_000);
  // Half of what follows it still takes in time; then it is stopped.
  before.server.sink(Buffer.from('requests:500|c\n'));
  await before.clock.advance(3210);
  await before.stop();

  const after = await start(t, {}, noon + 4321);
  const seconds = Array.from({ length: 300 }, (_, second) => noon / 1000 - 300 + second);
  const pieces = seconds.map(T => `requests:${T % 10}|c|#a:b|T${T}\nrequests:1|c|T${T}\nroom:${T % 1000}|g|T${T}\n`);
  await sendTcp(after.server.ports().tcp!, `${pieces.join('')}room:5|g\nrequests:7|c\n`);
  await flushUntilReceived(after, 'tcp', 902);
  await after.clock.advance(20_000);
  assert.equal(after.self('tidegauge.statsd.late'), 900);
  assert.equal(after.self('tidegauge.statsd.bad'), 0);

  const intervals = Array.from({ length: 30 }, (_, index) => -300 + 10 * index);
  const ofInterval = (metric: string, start: number, tag?: string) =>
    after
      .found(metric)
      .filter(({ at, tags }) => at >= start && at < start + 10 && tags.a === tag)
      .map(({ fields }) => fields.value);
  for (const start of intervals) {
    assert.deepEqual(ofInterval('requests', start), [10]);
    assert.deepEqual(ofInterval('requests', start, 'b'), [45]);
    assert.deepEqual(ofInterval('room', start), [(noon / 1000 + start + 9) % 1000]);
  }
  assert.deepEqual(
    after.found('room').filter(({ at }) => at > 0),
    [{ at: 4.33, fields: { value: 5 }, tags: { metric_type: 'gauge' } }],
  );

  const key = ({ metric, tags, time }: Point) => `${metric} ${JSON.stringify(tags)} ${time}`;
  const all = [...before.points, ...after.points].map(key);
  assert.equal(new Set(all).size, all.length, 'no point overwrites another');
  assert.equal(before.self('requests') + after.self('requests'), 1500 + 30 * 55 + 7);
});

test('a late value of a gauge leaves what it is now, and so does a late change of such a value; any other adds to what it is now', async t => {
  const { clock, server, found } = await start(t);
  server.sink(Buffer.from('g:10|g\n'));
  await clock.advance(20_000);
  server.sink(Buffer.from(`g:+1|g|T${noon / 1000 + 12}\ng:3|g|T${noon / 1000 + 12}\ng:+1|g|T${noon / 1000 + 12}\n`));
  await clock.advance(10_000);
  assert.deepEqual(
    found('g').map(({ at, fields }) => [Math.floor(at / 10) * 10, fields.value]),
    [
      [0, 10],
      [20, 11],
      [10, 4],
    ],
  );
});

test('a value more than a day late is counted, and a sample of them is logged', async t => {
  const { clock, server, self, logger } = await start(t);
  server.sink(Buffer.from(`a:1|c|T${noon / 1000 - 86_401}\na:1|c|Tnow\n`));
  await clock.advance(2000);
  assert.equal(self('tidegauge.statsd.bad', { reason: 'too_old' }), 1);
  assert.equal(self('tidegauge.statsd.bad', { reason: 'timestamp' }), 1);
  assert.deepEqual(logger.lines, ['warn test: bad line over internal (too_old): "a:1|c|T1767182399"']);
});

test('a negative value that our own client said late is what it was, and leaves what the gauge is now', async t => {
  const { clock, server, found } = await start(t);
  const said: Buffer[] = [];
  const client = createStatsdClient(
    createMemoryLink(lines => void said.push(withTimestamp(lines, noon + 12_000))),
    {},
  );
  client.gauge('temp', -5);
  await client.close();
  await clock.advance(20_000);
  server.sink(Buffer.from('temp:7|g\n'));
  for (const lines of said) server.sink(lines);
  server.sink(Buffer.from('temp:+1|g\n'));
  await clock.advance(10_000);
  assert.deepEqual(
    found('temp').map(({ at, fields }) => [Math.floor(at / 10) * 10, fields.value]),
    [
      [20, 8],
      [10, -5],
    ],
  );
});

test('late series have as much room as those of the present, and take none of theirs', async t => {
  const { clock, server, self, found } = await start(t, { max_series: 100 });
  await clock.advance(20_000);
  const lines = Array.from({ length: 300 }, (_, index) => `m${index % 100}:1|c|T${noon / 1000 - 10 * (index % 3)}\n`);
  server.sink(Buffer.from(lines.join('')));
  server.sink(Buffer.from('new:1|c\n'));
  await clock.advance(30_000);
  assert.equal(self('tidegauge.statsd.series.overflow'), 200);
  assert.equal(self('tidegauge.statsd.late'), 100);
  assert.equal(self('new'), 1);
  assert.equal(
    found('tidegauge.statsd.series').every(({ fields }) => fields.value! <= 200),
    true,
  );
});

test('of a backlog that comes over TCP nothing overflows: its sender waits', async t => {
  const { clock, server, self, stop } = await start(t, { max_series: 10_000 });
  const lines = Array.from({ length: 20_000 }, (_, index) => `m${index % 10}:1|c|T${noon / 1000 - 20_000 + index}\n`);
  const sending = sendTcp(server.ports().tcp!, lines.join(''));
  await until(async () => {
    await clock.advance(1000);
    return self('tidegauge.statsd.late') === 20_000;
  });
  await sending;
  await stop();
  const counted = Array.from({ length: 10 }, (_, index) => self(`m${index}`)).reduce((sum, value) => sum + value, 0);
  assert.equal(counted, 20_000);
  assert.equal(self('tidegauge.statsd.series.overflow'), 0);
});

test('another interval flushes what came late, too', async t => {
  const { clock, server, found, config } = await start(t);
  await clock.advance(20_000);
  server.sink(Buffer.from(`a:1|c|T${noon / 1000}\n`));
  await server.reconfigure({ ...config, statsd: { ...config.statsd, flush_interval: 60_000 } });
  assert.deepEqual(
    found('a').map(({ at }) => Math.floor(at / 10) * 10),
    [0],
  );
});
