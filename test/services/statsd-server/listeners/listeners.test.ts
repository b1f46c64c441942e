import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Worker } from 'node:worker_threads';
import { type Config, configSchema } from '../../../../services/shared/config/schema.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createListeners } from '../../../../services/statsd-server/listeners/listeners.ts';
import { noTaker } from '../../../support/batch-taker.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

type Settings = Partial<Config['statsd']>;

async function start(t: TestContext, settings: Settings = {}) {
  const defaults = { ...configSchema.parse({}).statsd, port: 0 };
  let config = { ...defaults, ...settings };
  let packets = 0;
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  const listeners = createListeners({
    config: () => config,
    ingest: () => {
      packets += 1;
    },
    taker: noTaker,
    hold: () => undefined,
    clock,
    logger,
    selfMetrics,
  });
  await listeners.apply();
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= listeners.close();
    return closed;
  };
  t.after(close);
  return {
    ...listeners,
    clock,
    logger,
    close,
    packets: () => packets,
    async change(to: Settings) {
      config = { ...defaults, ...settings, ...to };
      await listeners.apply();
    },
    /** The value of a metric, of the report that is made for it. */
    report(metric: string): number | undefined {
      selfMetrics.report(client);
      const line = client.take().find(said => said.startsWith(metric));
      return line === undefined ? undefined : Number(line.split(' ')[1]);
    },
  };
}

/** Sends so many datagrams without letting anything else run. */
function flood(port: number, count: number) {
  const socket = createSocket('udp4');
  return new Promise<void>(resolve => {
    socket.connect(port, '127.0.0.1', () => {
      for (let left = count; left > 0; left--)
        socket.send(Buffer.alloc(1400), () => left === 1 && socket.close(resolve));
    });
  });
}

test('each listener is a part that tells where it listens', async t => {
  const socket = join(await scratchDirectory(t), 'statsd.sock');
  const { parts, ports } = await start(t, { socket });
  const { udp, tcp } = ports();
  const [first, ...others] = parts();
  assert.match(first!.detail, new RegExp(`^listens on 127\\.0\\.0\\.1:${udp}, receive buffer \\d+ KB`));
  assert.deepEqual(others, [
    { name: 'StatsD over TCP', state: 'ok', detail: `listens on 127.0.0.1:${tcp}` },
    { name: 'StatsD over a unix socket', state: 'ok', detail: `listens on ${socket}` },
  ]);
});

test('a unix socket whose directory is missing is down, with what would help', async t => {
  const socket = join(await scratchDirectory(t), 'missing', 'statsd.sock');
  const { parts } = await start(t, { socket });
  assert.deepEqual(parts().at(-1), {
    name: 'StatsD over a unix socket',
    state: 'down',
    detail: `${socket} is in a directory that does not exist`,
    remedy: 'make the directory, or set statsd.socket to another path',
  });
});

test('what the configuration switches off, and another number of readers, holds at once', async t => {
  const { change, ports, packets, parts } = await start(t, { readers: 0, tcp: false });
  assert.deepEqual(
    Object.values(ports()).map(port => port !== undefined),
    [true, false],
  );
  const before = ports().udp;
  await change({ readers: 1, tcp: true });
  assert.notEqual(ports().udp, before);
  await flood(ports().udp!, 3);
  await until(() => packets() === 3);
  connect(ports().tcp!, '127.0.0.1').end('a:1|c\n');
  await until(() => packets() === 4);
  await change({ udp: false, readers: 1 });
  assert.equal(parts()[0]?.state, 'off');
});

test('what the kernel drops is counted: received and dropped are what was sent', {
  skip: process.platform === 'linux' ? false : 'only Linux tells',
}, async t => {
  const { ports, packets, report, close } = await start(t, { readers: 0 });
  assert.equal(report('tidegauge.statsd.dropped{transport:udp}'), 0);
  await flood(ports().udp!, 10_000);
  const dropped = report('tidegauge.statsd.dropped{transport:udp}')!;
  assert.ok(dropped > 0);
  assert.equal(report('tidegauge.statsd.dropped{transport:udp}'), 0);
  await close();
  assert.equal(packets() + dropped, 10_000);
});

test('the size of the receive buffer is told while there is one', async t => {
  const { report, close } = await start(t);
  assert.ok(report('tidegauge.statsd.receive_buffer')! > 0);
  await close();
  assert.equal(report('tidegauge.statsd.receive_buffer'), undefined);
});

test('a reader that is ended on purpose is not counted as lost', async t => {
  const { change, close, report } = await start(t, { readers: 1 });
  await change({ readers: 0 });
  await change({ readers: 1 });
  await close();
  assert.equal(report('tidegauge.statsd.readers.lost'), 0);
});

test('a reader that dies is replaced, told and counted', async t => {
  const workers: Worker[] = [];
  const keep = (message: unknown) => workers.push((message as { worker: Worker }).worker);
  subscribe('worker_threads', keep);
  t.after(() => unsubscribe('worker_threads', keep));
  const { clock, logger, ports, packets, report } = await start(t, { readers: 1 });
  const [before] = [ports().udp];
  await clock.advance(60_000);
  await workers[0]!.terminate();
  await until(() => workers.length === 2 && ports().udp !== undefined);
  assert.equal(report('tidegauge.statsd.readers.lost'), 1);
  assert.deepEqual(logger.lines, [
    `warn test: StatsD over UDP: 127.0.0.1:${before} is listened on no more: its thread ended`,
    `info test: StatsD over UDP: listening on 127.0.0.1:${ports().udp} now`,
  ]);
  await flood(ports().udp!, 2);
  await until(() => packets() === 2);
});
