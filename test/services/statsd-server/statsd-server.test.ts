import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { flushUntilReceived, sendTcp, sendUdp, start } from '../../support/statsd-server.ts';
import { until } from '../../support/until.ts';

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
  // In one packet: of each time a sample is logged.
  const packet = Buffer.concat([
    Buffer.from('good:1|c\n\u001b[31mred\n'),
    Buffer.from([0xff, 0xfe, 0x00]),
    Buffer.from('\nx:abc|c'),
  ]);
  await sendUdp(running.server.ports().udp!, packet);
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
    ['StatsD over UDP: off', 'StatsD over TCP: down', 'batches: ok', 'management: ok', 'kept gauges: ok'],
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
