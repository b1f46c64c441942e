import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { routeOf } from '../../../services/web/base-path.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createTestApp } from '../../support/web-app.ts';

test('an address becomes a route by the base path', () => {
  const routes = [
    ['/', '/', '/pages/'],
    ['/containers?from=-1h', '/', '/pages/containers?from=-1h'],
    ['/healthz', '/', '/healthz'],
    ['/api/v1/metrics', '/', '/api/v1/metrics'],
    ['/pages/', '/', '/pages/pages/'],
    ['/live/', '/live/', '/pages/'],
    ['/live/d/logs', '/live/', '/pages/d/logs'],
    ['/live/healthz?', '/live/', '/healthz?'],
    ['/healthz', '/live/', '/healthz'],
    ['/api/v1/metrics', '/live/', '/api/v1/metrics'],
    ['/live/api/v1/metrics', '/live/', '/pages/api/v1/metrics'],
    ['/live', '/live/', '/outside'],
    ['/', '/live/', '/outside'],
    ['/pages/', '/live/', '/outside'],
    ['/livelier/', '/live/', '/outside'],
    ['//live/', '/live/', '/outside'],
  ] as const;
  for (const [url, basePath, route] of routes) assert.equal(routeOf(url, basePath), route, `${url} below ${basePath}`);
});

test('a base path begins and ends with a slash, and leaves the API its place', () => {
  const accepts = (path: string) => configSchema.safeParse({ web: { base_path: path } }).success;
  for (const path of ['/', '/live/', '/a/b-c/~d/']) assert.ok(accepts(path), path);
  for (const path of ['', 'live', '/live', 'live/', '//', '/../', '/a/./', '/api/', '/a b/', '/"/', '/a?/'])
    assert.ok(!accepts(path), path);
});

test('pages, their links and what they are made of lie below the base path', async () => {
  const { app } = createTestApp(createFakeStore(), { base_path: '/live/' });
  const get = (url: string) => app.inject({ url, headers: { host: 'localhost' } });
  const { statusCode, body } = await get('/live/containers/web');
  assert.equal(statusCode, 200);
  const links = [...body.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address!);
  for (const link of ['favicon.svg', 'assets/a.css', 'assets/a.js', '', 'containers', 'logs'])
    assert.ok(links.includes(`/live/${link}`), link);
  assert.deepEqual(
    links.filter(link => !link.startsWith('/live/')),
    ['/grafana/'],
  );
  assert.match(body, / data-base="\/live\/"/);
  for (const url of [
    '/live/',
    '/live/logs',
    '/live/d/logs',
    '/live/logs/%2Fvar%2Flog%2Fa.log',
    '/live/rules/test',
    '/live/favicon.svg',
    '/live/assets/a.js',
    '/live/healthz',
    '/healthz',
    '/api/v1/metrics',
  ])
    assert.equal((await get(url)).statusCode, 200, url);
  for (const url of ['/', '/containers', '/live', '/live/nothing', '/assets/a.js', '/pages/', '/live/api/v1/metrics'])
    assert.equal((await get(url)).statusCode, 404, url);
  assert.match((await get('/')).body, /href="\/live\/containers".*There is no such page/s);
});

test('without a base path nothing leads to a Grafana that may not be there', async () => {
  const { app } = createTestApp(createFakeStore());
  assert.doesNotMatch((await app.inject({ url: '/', headers: { host: 'localhost' } })).body, /grafana/i);
});
