import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTimestamp } from '../../../services/shared/delivery/timestamp.ts';
import type { Point } from '../../../services/shared/point.ts';
import { createStatsdClient } from '../../../services/shared/statsd-client/client.ts';
import { createSinkStream } from '../../../services/shared/statsd-client/sink-stream.ts';
import { flushUntilReceived, noon, sendTcp, start } from '../../support/statsd-server.ts';
import { until } from '../../support/until.ts';

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
    createSinkStream(lines => void said.push(withTimestamp(lines, noon + 12_000))),
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
