import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectFor } from '../../../../../services/statsd-server/outputs/prometheus/dialect.ts';

test('Prometheus asks for OpenMetrics first', () => {
  assert.equal(
    dialectFor(
      'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    ),
    'openmetrics',
  );
});

test('whoever does not name it gets the text format', () => {
  for (const accept of [
    undefined,
    '',
    '*/*',
    'text/html',
    'text/plain; version=0.0.4',
    'application/openmetrics-text; version=0.0.1',
    'application/openmetrics-text; q=0',
    'application/openmetrics-text; q=0.1, text/plain; q=0.9',
    'application/openmetrics-text; q=x',
  ])
    assert.equal(dialectFor(accept), 'text', accept);
});

test('it is as good as text where both are liked as well', () => {
  assert.equal(dialectFor('text/plain, Application/OpenMetrics-Text'), 'openmetrics');
});
