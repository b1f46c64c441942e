import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createManagement } from '../../../../services/statsd-server/management/management.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { ask } from './ask.ts';
import { createFakeBrowser } from './fake-browser.ts';
import { managedOf } from './managed.ts';

test('it listens while the configuration says so, and the start-up table shows a health that was set', async t => {
  const browser = createFakeBrowser();
  let management = { enabled: true, port: 0 };
  const interfaces = createManagement({
    browser,
    state: managedOf(browser).state,
    config: () => configSchema.parse({ statsd: { management } }).statsd,
    clock,
    logger: createKeepingLogger(),
    selfMetrics: createSelfMetrics(),
  });
  t.after(interfaces.close);
  await interfaces.apply();
  const { port } = interfaces.current()!;
  assert.deepEqual(interfaces.part(), { name: 'management', state: 'ok', detail: `listens on 127.0.0.1:${port}` });
  assert.equal(await ask(port, 'health down\n'), 'health: down\n');
  assert.equal(interfaces.part().detail, `listens on 127.0.0.1:${port}; health is set to down`);

  management = { enabled: false, port: 0 };
  await interfaces.apply();
  assert.equal(interfaces.current(), undefined);
  assert.equal(interfaces.part().remedy, 'set statsd.management.enabled to true');
});
