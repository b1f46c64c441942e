import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerProcessMetrics } from '../../../services/shared/process-metrics.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

test('memory as it is, and the cores used between two reports', () => {
  const now = { memory: 1000, cpu: 5, elapsed: 100 };
  const selfMetrics = createSelfMetrics();
  registerProcessMetrics(selfMetrics, { memory: () => now.memory, cpu: () => now.cpu, elapsed: () => now.elapsed });
  const client = createRecordingClient();
  const report = () => {
    selfMetrics.report(client);
    return client.take();
  };
  Object.assign(now, { memory: 2000, cpu: 7.5, elapsed: 110 });
  assert.deepEqual(report(), ['tidegauge.process.cpu.utilization 0.25 g', 'tidegauge.process.memory.usage 2000 g']);
  Object.assign(now, { cpu: 27.5, elapsed: 120 });
  assert.deepEqual(report(), ['tidegauge.process.cpu.utilization 2 g', 'tidegauge.process.memory.usage 2000 g']);
  assert.deepEqual(report(), ['tidegauge.process.cpu.utilization 0 g', 'tidegauge.process.memory.usage 2000 g']);
});

test('this process has memory and uses CPU', () => {
  const selfMetrics = createSelfMetrics();
  registerProcessMetrics(selfMetrics);
  const values: Record<string, number> = {};
  for (const until = performance.now() + 5; performance.now() < until; );
  selfMetrics.report({
    count() {},
    gauge: (name, value) => {
      values[name] = value;
    },
  });
  assert.ok(values['tidegauge.process.memory.usage']! > 1e6);
  assert.ok(values['tidegauge.process.cpu.utilization']! > 0);
});
