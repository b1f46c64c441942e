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

test('what is only known at a report is asked for at each', () => {
  const metrics = createSelfMetrics();
  const client = createRecordingClient();
  let names = ['a', 'b'];
  metrics.each(each => {
    for (const name of names) each.gauge('size', name.length, { name });
  });
  metrics.report(client);
  names = ['ccc'];
  metrics.report(client);
  assert.deepEqual(client.take(), ['size{name:a} 1 g', 'size{name:b} 1 g', 'size{name:ccc} 3 g']);
});
