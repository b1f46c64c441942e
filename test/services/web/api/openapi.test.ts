import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apiRoutes } from '../../../../services/web/api/index.ts';
import type { Parameter } from '../../../../services/web/api/parameters.ts';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createTestApp, now } from '../../../support/web-app.ts';

const store = createFakeStore(
  [
    {
      metric: 'container.state',
      tags: { host: 'tide', container: 'web', image: 'nginx', state: 'running' },
      fields: { value: 1 },
      time: now - 10_000,
    },
  ],
  [{ time: now - 1000, title: 'container start', text: '', tags: { container: 'web' } }],
);
const { app, get, post } = createTestApp(store);
const [, document] = await get('/api/v1/openapi.json');

const addressOf = (path: string, parameters: readonly Parameter[]) => {
  const query = parameters.filter(({ in: place }) => place === 'query');
  const search = query.map(({ name, example, default: text }) => [name, example ?? text ?? '10']) as [string, string][];
  const named = path.replace(/\{(\w+)\}/g, (_, tag) => parameters.find(({ name }) => name === tag)!.example!);
  return `${named}?${new URLSearchParams(search)}`;
};

test('the document and the server have the same routes', async () => {
  await app.ready();
  assert.deepEqual(
    Object.keys(document.paths),
    apiRoutes.map(({ path }) => path),
  );
  for (const { path, body } of apiRoutes)
    assert.ok(app.hasRoute({ method: body ? 'POST' : 'GET', url: path.replace(/\{(\w+)\}/g, ':$1') }), path);
  assert.match(document.openapi, /^3\.1/);
});

/** What is posted where something is. */
const bodies: Record<string, object> = { '/api/v1/rules/test': { rules: '[]', lines: ['a'] } };

for (const { path, parameters, body: posted, answer } of apiRoutes) {
  const ask = (url: string) => (posted ? post(url, bodies[path]!) : get(url));
  const method = posted ? 'post' : 'get';

  test(`${path}: takes every parameter of the document and answers what it says`, async () => {
    const [status, body] = await ask(addressOf(path, document.paths[path][method].parameters.length ? parameters : []));
    assert.equal(status, 200, JSON.stringify(body));
    answer.parse(body);
  });

  test(`${path}: refuses a parameter that is not in the document`, async () => {
    const [status, body] = await ask(
      `${addressOf(
        path,
        parameters.filter(one => one.in === 'path'),
      )}&nonsense=1`,
    );
    assert.equal(status, 400);
    assert.match(body.error, /^"nonsense" is not a parameter here/);
  });

  test(`${path}: is described in docs/api.md with every parameter`, () => {
    const text = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
    const section = text.split(/^## /m).find(one => one.startsWith(`\`${method.toUpperCase()} ${path}\``));
    assert.ok(section, path);
    for (const { name } of parameters) assert.match(section, new RegExp(`\`${name}\``), `${path} ${name}`);
  });
}

test('the document names what is allowed, and what is given when nothing is', () => {
  const { parameters } = document.paths['/api/v1/query'].get;
  assert.deepEqual(parameters[2], {
    name: 'agg',
    in: 'query',
    description: 'how the values of a window become one',
    required: false,
    schema: {
      type: 'string',
      minLength: 1,
      enum: ['mean', 'sum', 'min', 'max', 'last', 'count'],
      default: 'mean',
    },
  });
});
