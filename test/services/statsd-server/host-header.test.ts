import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedHost } from '../../../services/statsd-server/host-header.ts';

test('on the loopback only names of this machine are answered', () => {
  const allowed = (header: string | undefined) => isAllowedHost(header, '127.0.0.1', 'metrics.lan');
  for (const host of [
    'localhost',
    'LOCALHOST:9102',
    'localhost.',
    '127.0.0.1:9102',
    '127.1.2.3',
    '[::1]:9102',
    'metrics.lan',
  ])
    assert.ok(allowed(host), host);
  for (const host of [undefined, '', 'evil.example', '127.0.0.1.evil.example:9102', '192.0.2.1', ':', '[', 'a b'])
    assert.ok(!allowed(host), host);
  assert.ok(!isAllowedHost('evil.example', '::ffff:127.0.0.1', '0.0.0.0'));
  assert.ok(!isAllowedHost('evil.example', '::1', '::'));
});

test('scrapers on a network may call us as they like', () => {
  assert.ok(isAllowedHost('tidegauge:9102', '172.18.0.2', '0.0.0.0'));
  assert.ok(isAllowedHost(undefined, '172.18.0.2', '0.0.0.0'));
});
