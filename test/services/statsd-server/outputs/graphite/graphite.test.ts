import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGraphite } from '../../../../../services/statsd-server/outputs/graphite/graphite.ts';
import { listenForLines } from '../../../../support/line-listener.ts';
import { until } from '../../../../support/until.ts';
import { point, sending, start } from '../output-kit.ts';

function graphiteTo(port: number) {
  const left = { late: 0, long: 0 };
  const options = sending('tcp', port);
  const output = createGraphite({
    ...options,
    naming: () => ({ prefix: 'stats', tags: true, seconds: 10 }),
    skipped: { late: { add: () => void left.late++ }, long: { add: () => void left.long++ } },
  });
  return { output, left, count: options.counters.count };
}

test('the points of a flush arrive in their order, in however many slices they were told', async t => {
  const carbon = await listenForLines(t);
  const { output, count } = graphiteTo(carbon.port);
  const gauges = Array.from({ length: 5000 }, (_, index) => point('gauge', `gauge.${index}`, index));
  output.points?.(gauges.slice(0, 1234));
  output.points?.(gauges.slice(1234));
  output.flushed?.();
  await until(() => carbon.lines().length === 5000);
  assert.deepEqual(
    carbon.lines(),
    gauges.map((_, index) => `stats.gauges.gauge.${index} ${index} 1767225600`),
  );
  await output.close();
  assert.deepEqual(count, { sent: carbon.lines().join('\n').length + 1, dropped: 0 });
});

test('of what came late only gauges go, since a second value of an interval takes the place of the first', async t => {
  const carbon = await listenForLines(t);
  const { output, left } = graphiteTo(carbon.port);
  output.points?.([
    point('counter', 'c', 5, {}, start + 3),
    point('timing', 't', { count: 1 }, {}, start + 3),
    point('gauge', 'g', 7, {}, start + 3),
  ]);
  await output.close();
  await until(() => carbon.lines().length === 1);
  assert.deepEqual(carbon.lines(), ['stats.gauges.g 7 1767225600']);
  assert.deepEqual(left, { late: 2, long: 0 });
});

test('a line that carbon would close the connection for is left out and counted', async t => {
  const carbon = await listenForLines(t);
  const { output, left } = graphiteTo(carbon.port);
  output.points?.([point('gauge', 'x'.repeat(6000), 1), point('gauge', 'y', 1, { z: 'ü'.repeat(4000) })]);
  await output.close();
  await until(() => carbon.lines().length === 1);
  assert.deepEqual(left, { late: 0, long: 1 });
});
