import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createTestApp } from '../../../support/web-app.ts';

const { app, post } = createTestApp(createFakeStore(), { allowed_hosts: ['tide.example'] });
const host = 'localhost';

test('another name: 403 that says which key allows it', async () => {
  for (const url of ['/', '/healthz', '/api/v1/metrics', '/nothing', '/favicon.svg']) {
    const answer = await app.inject({ url, headers: { host: 'evil.example' } });
    assert.equal(answer.statusCode, 403, url);
    assert.deepEqual(answer.json(), {
      error: 'the Host header is "evil.example": to be asked by that name, add it to web.allowed_hosts',
    });
  }
  assert.equal((await app.inject({ url: '/healthz', headers: { host: 'tide.example' } })).statusCode, 200);
});

test('only GET and HEAD', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    const { statusCode, headers } = await app.inject({ method, url: '/api/v1/metrics', headers: { host } });
    assert.deepEqual([statusCode, headers.allow], [405, 'GET, HEAD'], method);
  }
  const { statusCode, body } = await app.inject({ method: 'HEAD', url: '/api/v1/metrics', headers: { host } });
  assert.deepEqual([statusCode, body], [200, '']);
});

test('POST only to what takes it, of JSON, and from no page of another site', async () => {
  const url = '/api/v1/rules/test';
  const test = { rules: '[]', lines: ['a'] };
  assert.equal((await post(url, test))[0], 200);
  assert.equal((await post(url, test, { 'sec-fetch-site': 'same-origin' }))[0], 200);
  for (const site of ['cross-site', 'same-site', 'none'])
    assert.deepEqual(await post(url, test, { 'sec-fetch-site': site }), [
      403,
      { error: 'posted from another site: only pages of Tidegauge can post here' },
    ]);
  assert.equal((await post(url, test, { host: 'evil.example' }))[0], 403);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    assert.deepEqual(await post(url, test, { 'content-type': type }), [
      415,
      { error: 'the body must be JSON: post it with the header content-type: application/json' },
    ]);
  assert.equal((await post('/api/v1/logs', test))[0], 405);
});

test('pages of other sites cannot make the API work, but may link to the pages', async () => {
  const from = (url: string, site: string) => app.inject({ url, headers: { host, 'sec-fetch-site': site } });
  for (const url of ['/api/v1/metrics', '/api/v1/%6detrics', '/api/v1/logs?x', '/api/v1/tags/host?metric=a']) {
    const answer = await from(url, 'cross-site');
    assert.equal(answer.statusCode, 403, url);
    assert.deepEqual(answer.json(), {
      error: 'asked by a page of another site: open the address itself, or ask without a browser',
    });
  }
  for (const site of ['same-origin', 'same-site', 'none'])
    assert.equal((await from('/api/v1/metrics', site)).statusCode, 200, site);
  for (const url of ['/', '/logs', '/healthz']) assert.equal((await from(url, 'cross-site')).statusCode, 200, url);
});

test('a posted body that does not fit, or is too long', async () => {
  const url = '/api/v1/rules/test';
  const [status, body] = await post(url, { rules: 1, lines: [] });
  assert.equal(status, 400);
  assert.match(body.error, /^the body does not fit: .*rules/s);
  assert.deepEqual(await post(url, { rules: 'x'.repeat(262_144), lines: [] }), [
    413,
    { error: 'the body is longer than 262144 bytes: post fewer lines, or shorter ones' },
  ]);
});

test('an address of more than 8192 characters', async () => {
  const { statusCode } = await app.inject({ url: `/api/v1/query?metric=${'a'.repeat(8192)}`, headers: { host } });
  assert.equal(statusCode, 414);
});

test('the security headers are on every answer', async () => {
  for (const url of ['/', '/d/nothing', '/healthz', '/api/v1/query', '/assets/a.js']) {
    const { headers } = await app.inject({ url, headers: { host } });
    assert.match(
      String(headers['content-security-policy']),
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'$/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
});
