import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeSection } from '../../../../services/shared/config/sections/store.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { openStore } from '../../../../services/shared/store/open.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

/** The store section as configured, with `directory` for what lies on this machine. */
const open = (section: Parameters<typeof storeSection.parse>[0], directory = '/nowhere') =>
  openStore({
    config: { store: storeSection.parse(section) },
    directory,
    clock: systemClock,
    logger: createKeepingLogger(),
  });

/** Whether the library of the embedded database is in this process. */
function hasDuckdb(): boolean {
  const { sharedObjects } = process.report.getReport() as { sharedObjects?: string[] };
  return (sharedObjects ?? []).some(path => path.includes('duckdb'));
}

// In this order: what is loaded stays.
test('InfluxDB is opened without a server, without a directory, and without loading the embedded database', async () => {
  const opened = await open({ type: 'influxdb', influxdb: { url: 'http://127.0.0.1:1', token: 'secret' } });
  assert.ok(opened.ok);
  const health = await opened.value.health();
  assert.ok(!health.ok && health.reason.startsWith('InfluxDB at http://127.0.0.1:1 cannot be reached'));
  await opened.value.close();
  assert.equal(hasDuckdb(), false);
});

test('InfluxDB is opened before its token is there, and takes points once it is', async () => {
  const opened = await open({ type: 'influxdb', influxdb: { token_file: '/nowhere/token' } });
  assert.ok(opened.ok);
  const message = 'store.influxdb.token_file (/nowhere/token) cannot be read: ENOENT';
  const points = [{ metric: 'm', tags: {}, fields: { value: 1 }, time: 0 }];
  assert.deepEqual(await opened.value.write(points), { ok: false, reason: { kind: 'retry', message } });
  assert.deepEqual(await opened.value.health(), { ok: false, reason: message });
  await assert.rejects(opened.value.metrics(), { message });
  await opened.value.close();
});

test('the embedded database is opened in its directory', async t => {
  const opened = await open({}, await scratchDirectory(t));
  assert.ok(opened.ok);
  assert.equal((await opened.value.health()).ok, true);
  await opened.value.close();
  assert.equal(hasDuckdb(), true);
});
