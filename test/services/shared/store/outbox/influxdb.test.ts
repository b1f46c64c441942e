import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../../../services/shared/self-metrics.ts';
import { openInfluxdbStore } from '../../../../../services/shared/store/influxdb/store.ts';
import { openOutbox } from '../../../../../services/shared/store/outbox/outbox.ts';
import { startInfluxd } from '../../../../support/influxd.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { skipWithoutInfluxd } from '../../../../support/requires.ts';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { until } from '../../../../support/until.ts';

test('while an InfluxDB is down, and over a restart of ours, nothing is lost or doubled', {
  skip: skipWithoutInfluxd(),
}, async t => {
  const influxd = await startInfluxd();
  t.after(() => influxd.stop());
  const directory = join(await scratchDirectory(t), 'outbox');
  const { url, org, token } = influxd;
  const logger = createKeepingLogger();
  const store = openInfluxdbStore({
    url,
    org,
    token,
    bucket: await influxd.createBucket(),
    timeout: 5000,
    access: 'write',
    logger,
  });
  t.after(() => store.close());
  const open = () =>
    openOutbox({
      directory,
      store,
      maxSize: 1e9,
      maxAge: 86_400_000,
      clock: systemClock,
      logger,
      selfMetrics: createSelfMetrics(),
    });
  const base = Math.floor(Date.now() / 10_000) * 10_000 - 600_000;
  const interval = (number: number) =>
    Array.from({ length: 100 }, (_, series) => ({
      metric: 'outbox.test',
      tags: { metric_type: 'counter', series: String(series) },
      fields: { value: number },
      time: base + number * 10_000,
    }));
  const sum = async () => {
    const [series] = await store.query({
      metric: 'outbox.test',
      field: 'value',
      aggregate: 'sum',
      from: base,
      to: base + 600_000,
      step: 600_000,
      groupBy: [],
      where: [],
    });
    return series?.points.reduce((total, [, value]) => total + (value ?? 0), 0);
  };

  const first = await open();
  first.push(interval(1));
  first.commit();
  await until(async () => (await sum()) === 100, 'the first interval');
  await influxd.kill();
  for (const number of [2, 3]) {
    first.push(interval(number));
    first.commit();
  }
  await until(() => first.status().state === 'down', 'the outage');
  await first.drain(100);

  const second = await open();
  second.push(interval(4));
  second.commit();
  await influxd.restart();
  await second.drain(30_000);
  assert.equal(await sum(), 1000);
});
