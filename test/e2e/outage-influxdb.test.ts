import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { startInfluxd } from '../support/influxd.ts';
import { skipWithoutInfluxd } from '../support/requires.ts';
import { createTidegauge } from '../support/tidegauge.ts';
import { until } from '../support/until.ts';

test('an InfluxDB that is down, then a process that is killed: what was flushed is stored after both are back, once', {
  skip: skipWithoutInfluxd(),
}, async t => {
  const influxd = await startInfluxd();
  t.after(() => influxd.stop());
  const tidegauge = await createTidegauge(t, { store: await influxd.storeSection(), host: { enabled: false } });
  const waiting = async () => {
    const names = await readdir(join(tidegauge.directory, 'data/outbox')).catch(() => []);
    return names.filter(name => name.endsWith('.points')).length;
  };

  await tidegauge.start();
  await influxd.kill();
  for (let round = 1; round <= 3; round++) {
    const socket = connect(tidegauge.statsdPort, '127.0.0.1').end('outage.hits:1|c\n'.repeat(1000));
    await once(socket, 'close');
    // What was said before a flush that begins now is in the file of the flush after it, at the latest.
    const files = await waiting();
    await until(async () => (await waiting()) >= files + 2, 'two more files in the outbox');
  }
  await tidegauge.stop('SIGKILL');
  await tidegauge.start();
  await influxd.restart();
  await until(async () => (await tidegauge.sum('outage.hits')) >= 3000, 'all that was flushed', 40);
  assert.equal(await tidegauge.sum('outage.hits'), 3000);
  await until(async () => (await waiting()) <= 1, 'an empty outbox');
});
