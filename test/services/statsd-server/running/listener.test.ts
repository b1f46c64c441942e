import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { success } from '../../../../services/shared/outcome.ts';
import type { RunningQuery } from '../../../../services/shared/running/running.ts';
import { listenForReaders } from '../../../../services/statsd-server/running/listener.ts';
import { createHeld } from '../../../support/held.ts';
import { requestJson } from '../../../support/request-json.ts';

const query: RunningQuery = { metric: 'hits', field: 'value', aggregate: 'sum', groupBy: [], where: [] };
const values = { start: 1, now: 2, answers: [{ series: [{ tags: {}, value: 3 }], grows: true }] };

async function listen(t: TestContext, ready?: () => Promise<void>) {
  const asked: RunningQuery[] = [];
  const bound = await listenForReaders(
    { host: '127.0.0.1', port: 0 },
    {
      async read(queries) {
        asked.push(...queries);
        await ready?.();
        return success(values);
      },
    },
  );
  assert.ok(bound.ok);
  t.after(() => bound.value.close());
  const { port } = bound.value;
  return { asked, get: (path: string, options: object = {}) => requestJson({ port, path, ...options }) };
}

const addressOf = (queries: unknown) => `/running?${new URLSearchParams({ queries: JSON.stringify(queries) })}`;

test('answers queries', async t => {
  const { get, asked } = await listen(t);
  assert.deepEqual(await get(addressOf([query])), [200, values]);
  assert.deepEqual(asked, [query]);
});

test('refuses what is no list of queries, and says why', async t => {
  const { get, asked } = await listen(t);
  const refused = [
    '/running',
    '/running?queries=%7B',
    addressOf([{ metric: 'hits' }]),
    addressOf(Array(49).fill(query)),
  ];
  for (const path of refused) {
    const [status, body] = await get(path);
    assert.equal(status, 400, path);
    assert.match(JSON.stringify(body), /queries must be a JSON list of at most 48 queries: /);
  }
  assert.deepEqual(asked, []);
});

test('answers nothing else, and no name that another site could have', async t => {
  const { get } = await listen(t);
  assert.equal((await get('/'))[0], 404);
  assert.equal((await get(addressOf([query]), { method: 'POST' }))[0], 405);
  assert.equal((await get(addressOf([query]), { headers: { host: 'evil.example' } }))[0], 403);
});

test('more than four requests at a time are refused', async t => {
  const held = createHeld();
  const { get } = await listen(t, held.wait);
  const address = addressOf([query]);
  const first = Array.from({ length: 4 }, () => get(address));
  await held.waiting(4);
  assert.deepEqual(await get(address), [
    503,
    { error: 'others are asking this already, 4 at a time: ask again in a second' },
  ]);
  held.release();
  assert.deepEqual(await Promise.all(first), Array(4).fill([200, values]));
});
