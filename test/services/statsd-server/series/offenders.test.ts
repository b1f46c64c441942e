import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { reportOffenders } from '../../../../services/statsd-server/series/offenders.ts';
import { createSeriesLimits } from '../../../../services/statsd-server/series/series-limits.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

test('the ten metrics with the most series and the ten tags with the most values are told at each report', () => {
  const limits = createSeriesLimits({ maxPerMetric: () => 1000, maxTagValues: () => 1000 });
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  reportOffenders(limits, selfMetrics);
  selfMetrics.report(client);
  assert.deepEqual(client.take(), []);
  for (let metric = 1; metric <= 12; metric++)
    for (let id = 0; id < metric; id++) limits.take(`m${metric}`, { id: `${id}`, env: 'prod', host: 'a' });
  selfMetrics.report(client);
  assert.deepEqual(
    client.take(),
    [
      ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(count => `tidegauge.statsd.metric.series{metric:m${count}} ${count} g`),
      'tidegauge.statsd.tag.values{tag:env} 1 g',
      'tidegauge.statsd.tag.values{tag:host} 1 g',
      'tidegauge.statsd.tag.values{tag:id} 12 g',
    ].sort(),
  );
});
