import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { serverOf } from '../../../../services/shared/delivery/server-address.ts';

const addressOf = (config: object) => serverOf(configSchema.parse(config));

test('it is the one that is named', () => {
  assert.deepEqual(addressOf({ link: { server: 'statsd:9125' }, statsd: { port: 1 } }), { host: 'statsd', port: 9125 });
});

test('else the one at which a server with the same configuration listens', () => {
  assert.deepEqual(addressOf({}), { host: '127.0.0.1', port: 8125 });
  assert.deepEqual(addressOf({ statsd: { host: '10.0.0.5', port: 9125 } }), { host: '10.0.0.5', port: 9125 });
  assert.deepEqual(addressOf({ statsd: { host: '0.0.0.0' } }), { host: '127.0.0.1', port: 8125 });
  assert.deepEqual(addressOf({ statsd: { host: '::' } }), { host: '::1', port: 8125 });
});
