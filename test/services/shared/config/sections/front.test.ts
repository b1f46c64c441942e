import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../../../../services/shared/config/load.ts';

const front = (env: Record<string, string>) => {
  const loaded = loadConfig({ path: undefined, env });
  return loaded.ok ? loaded.value.front : loaded.reason;
};
const tls = { TIDEGAUGE_FRONT_TLS_CERTIFICATE: 'site.pem', TIDEGAUGE_FRONT_TLS_KEY: 'site.key' };

test('plain HTTP on localhost without a word', () => {
  assert.deepEqual(front({}), { url: 'http://localhost' });
});

test('an address with a port, and with TLS', () => {
  assert.deepEqual(front({ TIDEGAUGE_FRONT_URL: 'http://localhost:80' }), { url: 'http://localhost:80' });
  assert.deepEqual(front({ TIDEGAUGE_FRONT_URL: 'https://metrics.example.org', ...tls }), {
    url: 'https://metrics.example.org',
    tls_certificate: 'site.pem',
    tls_key: 'site.key',
  });
});

for (const url of [
  'localhost',
  'http://a/',
  'ftp://a',
  'http://a/grafana',
  'http://user@a',
  'http://a?b',
  'http://a#b',
])
  test(`${url} is no address of a site`, () => {
    const reason = front({ TIDEGAUGE_FRONT_URL: url });
    assert.ok(Array.isArray(reason));
    assert.match(
      reason[0]!,
      /^TIDEGAUGE_FRONT_URL: front\.url is ".*", must be an http or https address of nothing but/,
    );
  });

test('a certificate needs its key and an https address', () => {
  assert.deepEqual(front({ TIDEGAUGE_FRONT_TLS_CERTIFICATE: 'site.pem', TIDEGAUGE_FRONT_URL: 'https://a' }), [
    'front.tls_key is left out, must be given where tls_certificate is',
  ]);
  assert.deepEqual(front({ TIDEGAUGE_FRONT_TLS_KEY: 'site.key' }), [
    'front.tls_certificate is left out, must be given where tls_key is',
  ]);
  assert.deepEqual(front({ TIDEGAUGE_FRONT_URL: 'http://a', ...tls }), [
    'TIDEGAUGE_FRONT_URL: front.url is "http://a", must be an https address where tls_certificate is given',
  ]);
});
