import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowedHost } from '../../../../services/web/security/hosts.ts';

const rules = { listening: '0.0.0.0', allowed: ['Metrics.example'], local: '::ffff:192.0.2.7' };

test('loopback, the address connected to, the address listened on and the allowed names', () => {
  for (const host of [
    'localhost',
    'LOCALHOST:8080',
    'localhost.',
    '127.0.0.1:8080',
    '127.9.9.9',
    '[::1]:8080',
    '[::1]',
    '192.0.2.7:8080',
    '0.0.0.0:8080',
    'metrics.example',
    'metrics.example:443',
  ])
    assert.equal(isAllowedHost(host, rules), true, host);
  assert.equal(isAllowedHost('[2001:db8::1]:80', { ...rules, listening: '2001:db8::1' }), true);
});

test('every other name, whoever points it here', () => {
  for (const host of [
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.evil.example',
    '192.0.2.8',
    'evil.example:8080',
    'metrics.example.evil.example',
    '[::2]',
    'localhost:evil',
  ])
    assert.equal(isAllowedHost(host, rules), false, String(host));
});
