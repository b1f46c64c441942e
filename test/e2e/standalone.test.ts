import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

const sendUdp = (port: number, packet: string) =>
  new Promise<void>((sent, failed) => {
    const socket = createSocket('udp4');
    socket.send(packet, port, '127.0.0.1', error => {
      socket.close();
      if (error) failed(error);
      else sent();
    });
  });

const sendTcp = (port: number, text: string) =>
  new Promise<void>((closed, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('close', () => closed()).on('error', failed);
  });

const accessLine = (status: number) =>
  `192.0.2.7 - - [01/Jan/2026:12:00:00 +0000] "GET /a HTTP/1.1" ${status} 100 "-" "curl/8" \n`;

test('StatsD and log lines become exactly the figures that the API answers, through a restart and a rotation', async t => {
  const tidegauge = await createTidegauge(t);
  const log = join(tidegauge.directory, 'logs/app.log');
  const access = join(tidegauge.directory, 'logs/access.log');
  await mkdir(join(tidegauge.directory, 'logs'));
  await tidegauge.start();

  await t.test('StatsD over UDP and TCP', async () => {
    await sendUdp(
      tidegauge.statsdPort,
      'shop.orders:3|c|#env:e2e\nshop.orders:4|c|@0.5|#env:e2e\nshop.pay:10|ms\nshop.pay:30|ms',
    );
    await sendTcp(
      tidegauge.statsdPort,
      'shop.orders:5|c|#env:other\nshop.stock:42|g\nshop.users:ann|s\nshop.users:bob|s\n',
    );
    await until(async () => (await tidegauge.sum('shop.orders')) === 16, 'the counter');
    assert.equal(await tidegauge.sum('shop.orders', { env: 'e2e' }), 11);
    assert.equal(await tidegauge.sum('shop.pay', {}, 'count'), 2);
    assert.equal(await tidegauge.sum('shop.pay', {}, 'mean'), 20);
    await until(async () => (await tidegauge.sum('shop.stock')) === 42, 'the gauge');
    assert.equal(await tidegauge.sum('shop.users'), 2);
  });

  await t.test('files that appear are read from their beginning, by level and format', async () => {
    await writeFile(
      log,
      `${'2026-01-01 12:00:00 INFO fine\n'.repeat(70)}${'2026-01-01 12:00:00 ERROR broken\n'.repeat(30)}`,
    );
    await writeFile(access, accessLine(200).repeat(25) + accessLine(503).repeat(5));
    await until(async () => (await tidegauge.sum('log.lines', { file: log })) === 100, 'the lines');
    assert.equal(await tidegauge.sum('log.entries', { file: log, level: 'error' }), 30);
    assert.equal(await tidegauge.sum('log.entries', { file: log, level: 'info' }), 70);
    assert.equal(await tidegauge.sum('log.bytes', { file: log }), 70 * 30 + 30 * 33);
    await until(async () => (await tidegauge.sum('http.server.requests', { file: access })) === 30, 'the requests');
    assert.equal(await tidegauge.sum('http.server.requests', { file: access, status_class: '5xx' }), 5);
    assert.equal(await tidegauge.sum('http.server.response.bytes', { file: access }), 3000);
  });

  await t.test('a rotation loses nothing', async () => {
    await appendFile(log, 'before the rename\n'.repeat(10));
    await rename(log, `${log}.1`);
    await writeFile(log, 'after the rename\n'.repeat(20));
    await until(async () => (await tidegauge.sum('log.lines', { file: log })) === 130, 'the lines of both files');
  });

  await t.test('a restart goes on where it was: nothing twice, nothing missing', async () => {
    assert.equal(await tidegauge.stop('SIGINT'), 0);
    await appendFile(log, 'while it was away\n'.repeat(7));
    await tidegauge.start();
    await until(async () => (await tidegauge.sum('log.lines', { file: log })) === 137, 'the lines written meanwhile');
    assert.equal(await tidegauge.sum('shop.orders'), 16);
    assert.equal(await tidegauge.stop('SIGTERM'), 0);
  });
});

test('what was sent just before the end is stored all the same', async t => {
  const tidegauge = await createTidegauge(t);
  await tidegauge.configure({ statsd: { port: tidegauge.statsdPort, flush_interval: '1m' } });
  await tidegauge.start();
  await sendTcp(tidegauge.statsdPort, 'last.words:7|c\n');
  assert.equal(await tidegauge.stop(), 0);
  await tidegauge.start();
  assert.equal(await tidegauge.sum('last.words'), 7);
});

test('health tells each part, and a busy StatsD port does not stop the rest', async t => {
  const tidegauge = await createTidegauge(t);
  const blocker = createServer().listen(tidegauge.statsdPort, '127.0.0.1');
  t.after(() => blocker.close());
  await tidegauge.start();
  const { status, body } = await tidegauge.get('/healthz');
  assert.equal(status, 503);
  assert.match(JSON.stringify(body), /in use by another process/);
  assert.match(
    tidegauge.output(),
    /StatsD over TCP +down +127\.0\.0\.1:\d+ is in use by another process\n +→ .*statsd\.port/,
  );
  blocker.close();
  await until(async () => (await tidegauge.get('/healthz')).status === 200, 'the recovery');
});

test('a changed configuration is applied while running, an invalid one is refused', async t => {
  const tidegauge = await createTidegauge(t);
  await tidegauge.start();
  await tidegauge.configure({ statsd: { port: 'eight', flush_interval: '1s' } });
  await until(() => /statsd\.port.*eight/.test(tidegauge.output()), 'the refusal');
  const configuration = async () => {
    const { status, body } = await tidegauge.get('/healthz');
    return [status, (body as { parts: { configuration: object } }).parts.configuration];
  };
  const file = join(tidegauge.directory, 'tidegauge.yaml');
  assert.deepEqual(await configuration(), [
    200,
    {
      state: 'warn',
      detail: `a change is refused, the configuration before it goes on: ${file}:4: statsd.port is "eight", must be a whole number from 0 to 65535`,
      remedy: 'correct it, it is taken over without a restart',
    },
  ]);
  await sendUdp(tidegauge.statsdPort, 'still:1|c');
  await until(async () => (await tidegauge.sum('still')) === 1, 'the old configuration going on');
  await tidegauge.configure({ statsd: { port: tidegauge.statsdPort, flush_interval: '1s', percentiles: [42] } });
  await until(() => tidegauge.output().includes('the changed configuration is applied'), 'the change');
  assert.deepEqual((await configuration())[1], { state: 'ok', detail: file });
  await sendUdp(tidegauge.statsdPort, 'later:5|ms');
  await until(async () => (await tidegauge.sum('later', {}, '42_percentile')) === 5, 'the new percentile');
});

test('a second process on the same data is told so, and the first goes on', async t => {
  const first = await createTidegauge(t);
  await first.start();
  const second = await createTidegauge(t, { data: join(first.directory, 'data') });
  await assert.rejects(second.start(), /metrics\.duckdb/);
  assert.equal((await first.get('/healthz')).status, 200);
});
