import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { resolutionsOf } from '../../../services/web/resolutions.ts';

const day = 86_400_000;
const three = [
  { keep: day, step: 10_000 },
  { keep: 7 * day, step: 60_000 },
  { keep: 365 * day, step: 600_000 },
];
const keptOf = (store: object) => resolutionsOf(configSchema.parse({ store })).kept;

test('the embedded store, and InfluxDB with roll-ups, keep three resolutions', () => {
  assert.deepEqual(keptOf({}), three);
  assert.deepEqual(keptOf({ type: 'influxdb', influxdb: { token: 't', roll_up: true } }), three);
  assert.deepEqual(keptOf({ keep_raw: '2h' })[0], { keep: day / 12, step: 10_000 });
});

test('what InfluxDB without roll-ups keeps for how long is not known', () => {
  assert.deepEqual(keptOf({ type: 'influxdb', influxdb: { token: 't' } }), []);
});
