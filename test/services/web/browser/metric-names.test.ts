import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownMetrics } from '../../../../services/shared/own-metrics.ts';
import { isListed } from '../../../../services/web/browser/metric-names.ts';

test('our own metrics are listed, with dots or, as InfluxDB has them, underscores', () => {
  for (const name of ['log.lines', 'log_lines', 'http.server.requests', 'tidegauge.store.written', 'tidegauge_new'])
    assert.ok(isListed(name, ownMetrics), name);
});

test('what only begins like one of ours is an application’s', () => {
  for (const name of [
    'http.server.errors',
    'process.jobs',
    'log.lines.seen',
    'container',
    'system.health',
    'tidegauges',
  ])
    assert.ok(!isListed(name, ownMetrics), name);
});
