import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createTestApp, now } from '../../../support/web-app.ts';

const { app } = createTestApp(createFakeStore());
const get = (url: string, cookie = '') => app.inject({ url, headers: { host: 'localhost', cookie } });

test('every page is the shell of its dashboard', async () => {
  const pages = {
    '/': 'host',
    '/containers': 'containers',
    '/containers/web': 'container',
    '/d/host': 'host',
    '/logs': 'logs',
    '/d/logs': 'logs',
    '/d/statsd': 'statsd',
    '/d/tidegauge': 'tidegauge',
  };
  for (const [url, uid] of Object.entries(pages)) {
    const { statusCode, headers, body } = await get(url);
    assert.deepEqual([statusCode, headers['content-type']], [200, 'text/html; charset=utf-8'], url);
    assert.match(body, new RegExp(` data-dashboard="${uid}"`), url);
    assert.match(body, /<script type="module" src="\/assets\/a.js"><\/script>/);
    assert.doesNotMatch(body, /<style|<script>| style=| on\w+=/);
  }
});

test('the page of one log and that for trying out rules are of no dashboard', async () => {
  for (const [url, page] of [
    ['/logs/%2Fvar%2Flog%2Fa.log', 'log'],
    ['/rules/test', 'rules'],
  ]) {
    const { statusCode, body } = await get(url!);
    assert.equal(statusCode, 200);
    assert.match(body, new RegExp(` data-page="${page}"`));
    assert.match(body, /<a href="\/logs" aria-current="page">Logs<\/a>/);
  }
});

test('a page tells its script the time, the resolutions and where StatsD is received', async () => {
  const { body } = await get('/');
  assert.match(body, new RegExp(` data-now="${now}" data-started="${now}"`));
  assert.match(body, / data-statsd="127\.0\.0\.1 8125"/);
  assert.match(body, / data-resolutions="{&quot;flushInterval&quot;:10000,/);
});

test('what listens on all addresses is sent to on the loopback', async () => {
  const { app: other } = createTestApp(createFakeStore(), {}, [], { statsd: { host: '0.0.0.0', port: 18125 } });
  const { body } = await other.inject({ url: '/', headers: { host: 'localhost' } });
  assert.match(body, / data-statsd="127\.0\.0\.1 18125"/);
});

test('the navigation marks the page it is on', async () => {
  assert.match((await get('/')).body, /<a href="\/" aria-current="page">Host<\/a><a href="\/containers">/);
  assert.match((await get('/containers/web')).body, /<a href="\/containers" aria-current="page">/);
});

test('what is in the address is not in the page', async () => {
  for (const url of ['/containers/%3Cb%3Ehostile', '/d/%3Cb%3Ehostile', '/%3Cb%3Ehostile?%3Cb%3Ehostile'])
    assert.doesNotMatch((await get(url)).body, /hostile/);
});

test('a page that does not exist is a 404 with the navigation', async () => {
  for (const url of ['/d/nothing', '/nothing', '/containers/a/b', '/assets/../../package.json']) {
    const { statusCode, body } = await get(url);
    assert.equal(statusCode, 404, url);
    assert.match(body, /There is no such page.*<\/main>/);
    assert.match(body, /<a href="\/containers">/);
  }
});

test('the chosen theme is in the first paint, and nothing else of the cookie', async () => {
  assert.match((await get('/', 'a=b; theme=dark')).body, /<html lang="en" data-theme="dark">/);
  assert.match((await get('/', 'theme="><script>')).body, /<html lang="en">/);
});

test('code and style are kept by the browser, pages are not', async () => {
  assert.equal((await get('/assets/a.js')).headers['cache-control'], 'max-age=31536000, immutable');
  assert.equal((await get('/')).headers['cache-control'], 'no-store');
  assert.equal((await get('/favicon.svg')).headers['content-type'], 'image/svg+xml');
});
