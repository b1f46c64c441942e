import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startInspection } from '../../../../services/log-tailer/inspection/inspection.ts';
import { createLineKeeper } from '../../../../services/log-tailer/metrics/kept-lines.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

const configOf = (logs: object) => configSchema.parse({ logs: { ...logs, inspection: { enabled: false } } });

test('rules are tested on lines that are read as the configuration says, also after a change of it', async t => {
  const inspection = await startInspection(configOf({ formats: [{ source: 'shop', format: 'logfmt' }] }), {
    metrics: { observe: () => [] },
    unfit: () => new Map(),
    keeper: createLineKeeper(() => 0, true),
    clock: systemClock,
    logger: createKeepingLogger(),
  });
  t.after(() => inspection.stop());
  const read = async (source?: string) => {
    const lines = ['WARNING:root:count#orders=3'];
    const told = await inspection.inspector.test({ rules: [], lines, ...(source && { source }) });
    assert.ok(told.ok && told.value.ok);
    return told.value.lines.map(({ format, metrics }) => [format, metrics.map(({ name }) => name).sort()]);
  };
  const asPython = ['python', ['log.logger.entries', 'orders']];
  assert.deepEqual(
    [await read('shop'), await read('other'), await read()],
    [[['logfmt', ['orders']]], [asPython], [asPython]],
  );
  await inspection.reconfigure(configOf({ written_metrics: false }));
  assert.deepEqual(await read('shop'), [['python', ['log.logger.entries']]]);
});
