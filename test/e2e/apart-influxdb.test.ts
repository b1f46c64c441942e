import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { freePort } from '../support/free-port.ts';
import { startInfluxd } from '../support/influxd.ts';
import { skipWithoutInfluxd } from '../support/requires.ts';
import { scratchDirectory } from '../support/scratch.ts';
import { startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';

test('three services and an InfluxDB: what a collector said while the server was killed is stored at its time', {
  skip: skipWithoutInfluxd(),
}, async t => {
  const influxd = await startInfluxd();
  t.after(() => influxd.stop());
  const [statsdPort, webPort] = [await freePort(), await freePort()];
  const directory = await scratchDirectory(t);
  const [file, token_file] = [join(directory, 'tidegauge.yaml'), join(directory, 'token')];
  await writeFile(token_file, influxd.token);
  const { url, org } = influxd;
  await writeFile(
    file,
    stringify({
      hostname: 'e2e',
      data: join(directory, 'data'),
      statsd: { port: statsdPort, flush_interval: '1s', management: { port: 0 } },
      link: { server: `127.0.0.1:${statsdPort}` },
      store: { type: 'influxdb', influxdb: { url, org, bucket: await influxd.createBucket(), token_file } },
      web: { port: webPort },
    }),
  );
  const start = (name: string) => startService(t, name, ['--config', file]);
  /** The whole seconds, since the epoch, that have a point. */
  const seconds = async () => {
    const query = 'metric=system.cpu.load_average.1m&agg=last&from=-1m&step=1';
    const response = await fetch(`http://127.0.0.1:${webPort}/api/v1/query?${query}`).catch(() => undefined);
    if (!response?.ok) return [];
    const { series } = (await response.json()) as { series: { points: [number, number | null][] }[] };
    return series.flatMap(({ points }) => points.flatMap(([time, value]) => (value === null ? [] : [time])));
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
