import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedSections } from '../../../../services/shared/config/diff.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';

test('only what differs is named', () => {
  const before = configSchema.parse({ data: '/a', statsd: { percentiles: [90] } });
  assert.deepEqual(changedSections(before, configSchema.parse({ data: '/a', statsd: { percentiles: [90] } })), []);
  const after = configSchema.parse({
    hostname: 'h',
    statsd: { percentiles: [91] },
    store: { embedded: { keep_raw: '2d' } },
  });
  assert.deepEqual(changedSections(before, after).sort(), ['data', 'hostname', 'statsd', 'store']);
});
