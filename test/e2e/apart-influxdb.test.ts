import assert from 'node:assert/strict';
import { appendFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { stringify } from 'yaml';
import { freePort } from '../support/free-port.ts';
import { startInfluxd } from '../support/influxd.ts';
import { skipWithoutInfluxd } from '../support/requires.ts';
import { scratchUntilExit } from '../support/scratch.ts';
import { startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

/** The services, each a process, that `keys` and an InfluxDB of their own configure. */
async function createServices(t: TestContext, keys: (directory: string) => object) {
  const influxd = await startInfluxd();
  t.after(() => influxd.stop());
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const directory = scratchUntilExit();
  const file = join(directory, 'tidegauge.yaml');
  await writeFile(
    file,
    stringify({
      hostname: 'e2e',
      data: join(directory, 'data'),
      statsd: { port: statsdPort, flush_interval: '1s', management: { port: 0 } },
      link: { server: `127.0.0.1:${statsdPort}` },
      store: await influxd.storeSection(),
      web: { port: webPort },
      ...keys(directory),
    }),
  );
  return {
    directory,
    start: (name: string) => startService(t, name, ['--config', file]),
    /** The points that answer a query of the pages' API; none while it is not answered. */
    async points(query: string) {
      const response = await fetch(`http://127.0.0.1:${webPort}/api/v1/query?${query}`).catch(() => undefined);
      if (!response?.ok) return [];
      const { series } = (await response.json()) as { series: { points: [number, number | null][] }[] };
      return series.flatMap(({ points }) => points);
    },
  };
}

test('three services and an InfluxDB: what a collector said while the server was killed is stored at its time', {
  skip: skipWithoutInfluxd(),
}, async t => {
  const { start, points } = await createServices(t, () => ({}));
  /** The whole seconds, since the epoch, that have a point. */
  const seconds = async () => {
    const loads = await points('metric=system.cpu.load_average.1m&agg=last&from=-1m&step=1');
    return loads.flatMap(([time, value]) => (value === null ? [] : [time]));
  };

  const server = start('statsd-server');
  start('host-collector');
  start('web');
  await until(async () => (await seconds()).length > 0, 'the first point');
  await server.stop('SIGKILL');
  const killed = Math.ceil(Date.now() / 1000) + 1;
  await until(() => Date.now() / 1000 > killed + 3, 'three samples');
  start('statsd-server');
  const missing = async () => {
    const there = await seconds();
    return [killed, killed + 1, killed + 2].filter(second => !there.includes(second));
  };
  await until(async () => (await missing()).length === 0, 'a point for each second of the outage').catch(
    async error => {
      assert.fail(`${error.message}; missing ${await missing()} of ${await seconds()}`);
    },
  );
});

test('log-tailer and statsd-server killed, each and both at once, while a log is written and rotated: each line is stored once', {
  skip: skipWithoutInfluxd(),
}, async t => {
  const { directory, start, points } = await createServices(t, here => ({
    logs: { files: [join(here, 'shop.log')], journal: [], start_at: 'beginning' },
    containers: { enabled: false },
  }));
  const log = join(directory, 'shop.log');
  let written = 0;
  const write = async () => {
    await appendFile(log, `order ${written}\n`.repeat(50));
    written += 50;
  };
  /** So much more is written, some thousand lines a second. */
  const writeMore = async (lines: number) => {
    const wanted = written + lines;
    await until(() => write().then(() => written >= wanted), `${lines} more lines`);
  };
  const stored = async () => {
    const sums = await points(`metric=log.lines&agg=sum&from=-1h&step=3600&where=${encodeURIComponent(`file:${log}`)}`);
    return sums.reduce((sum, [, value]) => sum + (value ?? 0), 0);
  };

  await write();
  start('web');
  const running = new Map(['statsd-server', 'log-tailer'].map(name => [name, start(name)]));
  await until(async () => (await stored()) > 0, 'the first lines', 20);
  for (const killed of [['log-tailer'], ['statsd-server'], ['statsd-server', 'log-tailer'], ['log-tailer']]) {
    await writeMore(2000);
    await Promise.all(killed.map(name => running.get(name)!.stop('SIGKILL')));
    await writeMore(500);
    await rename(log, `${log}.1`);
    await writeMore(500);
    for (const name of killed) running.set(name, start(name));
    await until(async () => (await stored()) >= written - 500, 'what is not yet flushed alone', 20);
  }
  await writeMore(500);
  await until(async () => (await stored()) >= written, 'all lines', 20);
  for (const name of ['log-tailer', 'statsd-server']) assert.equal(await running.get(name)!.stop(), 0);
  assert.equal(await stored(), written);
});
