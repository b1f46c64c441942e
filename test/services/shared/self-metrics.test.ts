import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

test('a report says all counters, at zero too, and gauges as they are then', () => {
  const metrics = createSelfMetrics();
  const client = createRecordingClient();
  let size = 1;
  const read = metrics.counter('read');
  const dropped = metrics.counter('dropped', { reason: 'full' });
  metrics.gauge('size', () => size, { of: 'queue' });
  read.add();
  read.add(2);
  dropped.add(0.5);
  size = 7;
  metrics.report(client);
  assert.deepEqual(client.take(), ['dropped{reason:full} 0.5 c', 'read 3 c', 'size{of:queue} 7 g']);
  read.add();
  metrics.report(client);
  assert.deepEqual(client.take(), ['dropped{reason:full} 0 c', 'read 1 c', 'size{of:queue} 7 g']);
});
