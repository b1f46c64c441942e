import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Config, configSchema } from '../../../services/shared/config/schema.ts';
import { type StoringServer, startStoringServer } from '../../../services/statsd-server/storing-server.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { scratchDirectory } from '../../support/scratch.ts';

/** With an InfluxDB, which locks no file: nothing is asked of it here. */
async function configIn(t: TestContext): Promise<Config> {
  const { store, statsd, ...parsed } = configSchema.parse({});
  return {
    ...parsed,
    data: await scratchDirectory(t),
    store: { ...store, type: 'influxdb', influxdb: { ...store.influxdb, url: 'http://127.0.0.1:1' } },
    statsd: { ...statsd, udp: false, tcp: false, management: { ...statsd.management, enabled: false } },
  };
}

test('of two servers with one data directory the second does not start, until the first has stopped', async t => {
  const config = await configIn(t);
  const surroundings = { clock: createFakeClock(0), logger: createKeepingLogger() };
  /** What the last flush made waits ten seconds for the store. */
  async function stop(server: StoringServer): Promise<void> {
    let stopped = false;
    const stopping = server.stop().then(() => {
      stopped = true;
    });
    while (!stopped) await surroundings.clock.advance(1000);
    await stopping;
  }
  const first = await startStoringServer(config, surroundings);
  assert.ok(first.ok);
  assert.deepEqual(await startStoringServer(config, surroundings), {
    ok: false,
    reason: `${config.data} is in use by another statsd-server: stop that one, or set data to another directory`,
  });
  await stop(first.value);
  const next = await startStoringServer(config, surroundings);
  assert.ok(next.ok);
  await stop(next.value);
});
