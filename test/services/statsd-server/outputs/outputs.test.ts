import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { createOutputs } from '../../../../services/statsd-server/outputs/outputs.ts';
import { documentedMetrics } from '../../../support/documented-metrics.ts';
import { freePort } from '../../../support/free-port.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { listenForLines } from '../../../support/line-listener.ts';
import { parsePage } from '../../../support/prometheus-page.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { until } from '../../../support/until.ts';
import { point } from './output-kit.ts';

const configOf = (statsd: Record<string, unknown>) => configSchema.parse({ statsd });

async function start(t: TestContext, statsd: Record<string, unknown>) {
  const selfMetrics = createSelfMetrics();
  const outputs = await createOutputs(configOf(statsd), { clock, logger: createKeepingLogger(), selfMetrics });
  t.after(outputs.close);
  const report = () => {
    const client = createRecordingClient();
    selfMetrics.report(client);
    return client.take();
  };
  return { outputs, report, say: (text: string) => outputs.lines(Buffer.from(text), 0, text.length) };
}

test('nothing is configured by default, and nothing happens', async t => {
  const { outputs, say } = await start(t, {});
  assert.equal(outputs.takesLines(), false);
  say('a:1|c');
  outputs.points([point('gauge', 'a', 1)]);
  outputs.flushed();
  assert.deepEqual(outputs.parts(), []);
});

test('each output gets what it takes', async t => {
  const [other, carbon, port] = [await listenForLines(t), await listenForLines(t), await freePort()];
  const { outputs, say, report } = await start(t, {
    repeat: [`tcp://127.0.0.1:${other.port}`],
    graphite: { server: `tcp://127.0.0.1:${carbon.port}`, prefix: 'g' },
    prometheus: { enabled: true, port },
  });
  assert.ok(outputs.takesLines());
  assert.deepEqual(
    outputs.parts().map(({ name, state }) => `${name} ${state}`),
    ['repeat ok', 'graphite ok', 'prometheus ok'],
  );
  say('a:1|c');
  outputs.points([point('gauge', 'a', 1)]);
  outputs.flushed();
  await until(() => other.lines().length === 1 && carbon.lines().length === 1);
  assert.deepEqual(other.lines(), ['a:1|c']);
  assert.deepEqual(carbon.lines(), ['g.gauges.a 1 1767225600']);
  const page = await fetch(`http://127.0.0.1:${port}/metrics`);
  assert.deepEqual([...parsePage(await page.text()).keys()], ['a']);
  await outputs.close();
  const told = report();
  assert.ok(told.includes(`tidegauge.repeat.sent{target:tcp/127.0.0.1/${other.port}} 6 c`), told.join('\n'));
  assert.ok(told.includes(`tidegauge.graphite.sent{target:tcp/127.0.0.1/${carbon.port}} 24 c`), told.join('\n'));
});

test('a change begins, changes and ends outputs; what it does not touch goes on', async t => {
  const [kept, added, carbon] = [await listenForLines(t), await listenForLines(t), await listenForLines(t)];
  const port = await freePort();
  const before = { repeat: [`tcp://127.0.0.1:${kept.port}`], prometheus: { enabled: true, port } };
  const { outputs, say } = await start(t, before);
  outputs.points([point('counter', 'a', 1)]);
  await outputs.reconfigure(
    configOf({
      repeat: [...before.repeat, `tcp://127.0.0.1:${added.port}`],
      graphite: { server: `tcp://127.0.0.1:${carbon.port}` },
      prometheus: { ...before.prometheus, max_series: 5 },
    }),
  );
  say('a:1|c');
  outputs.points([point('counter', 'a', 1)]);
  await outputs.reconfigure(configOf({ repeat: [`tcp://127.0.0.1:${added.port}`], prometheus: before.prometheus }));
  assert.equal(outputs.parts().length, 2);
  // What it held was handed on.
  await until(() => kept.lines().length === 1 && carbon.lines().length === 2);
  say('b:1|c');
  await until(() => added.lines().length === 2);
  assert.deepEqual(kept.lines(), ['a:1|c']);
  const page = await fetch(`http://127.0.0.1:${port}/metrics`);
  assert.match(await page.text(), /^a_total 2$/m);
  await outputs.reconfigure(configOf({}));
  assert.deepEqual([outputs.parts(), outputs.takesLines()], [[], false]);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`));
});

test('what the outputs tell of themselves is documented', async t => {
  const { report } = await start(t, {
    repeat: ['udp://127.0.0.1:9', 'tcp://127.0.0.1:9'],
    graphite: { server: 'tcp://127.0.0.1:9' },
  });
  const documented = documentedMetrics();
  for (const line of report()) {
    const name = /^[\w.]+/.exec(line)?.[0] ?? '';
    assert.ok(documented.has(name), `docs/metrics.md has no ${name}`);
  }
});
