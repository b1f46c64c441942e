import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../services/shared/point.ts';
import { createFakeStore } from '../../../support/fake-store.ts';
import { createTestApp, now } from '../../../support/web-app.ts';

const point = (metric: string, tags: Point['tags'], value: number, secondsAgo = 10): Point => ({
  metric,
  tags: { host: 'tide', ...tags },
  fields: { value },
  time: now - secondsAgo * 1000,
});

test('metrics: names, fields and tags, narrowed by where', async () => {
  const { get } = createTestApp(
    createFakeStore([
      point('a', { metric_type: 'counter' }, 1),
      { ...point('b', { metric_type: 'timing', path: '/' }, 1), fields: { mean: 1, count: 2 } },
    ]),
  );
  const a = { name: 'a', fields: ['value'], tags: ['host', 'metric_type'] };
  const b = { name: 'b', fields: ['count', 'mean'], tags: ['host', 'metric_type', 'path'] };
  assert.deepEqual(await get('/api/v1/metrics'), [200, [a, b]]);
  assert.deepEqual(await get('/api/v1/metrics?where=metric_type:timing'), [200, [b]]);
  assert.deepEqual(await get('/api/v1/metrics?where=timing'), [
    400,
    { error: 'where is "timing", but must be tag:value' },
  ]);
});

test('tags: the values of a tag, of all metrics or of one', async () => {
  const { get } = createTestApp(
    createFakeStore([point('a', { container: 'web' }, 1), point('b', { container: 'a/b "c"' }, 1)]),
  );
  assert.deepEqual(await get('/api/v1/tags/container'), [200, ['a/b "c"', 'web']]);
  assert.deepEqual(await get('/api/v1/tags/container?metric=a'), [200, ['web']]);
  assert.deepEqual(await get('/api/v1/tags/nothing'), [200, []]);
  assert.deepEqual(await get('/api/v1/tags/container?metrics=a'), [
    400,
    { error: '"metrics" is not a parameter here; known are tag, metric' },
  ]);
});

test('events: oldest first, the newest so many, narrowed by range and tags', async () => {
  const event = (secondsAgo: number, container: string) => ({
    time: now - secondsAgo * 1000,
    title: 'container die',
    text: '',
    tags: { container, exit_code: '137' },
  });
  const { get } = createTestApp(createFakeStore([], [event(3600, 'web'), event(60, 'web'), event(30.5, 'db')]));
  const [web, db] = [event(60, 'web'), event(30.5, 'db')].map(one => ({ ...one, time: one.time / 1000 }));
  assert.deepEqual(await get('/api/v1/events'), [200, [web, db]]);
  assert.deepEqual(await get('/api/v1/events?limit=1'), [200, [db]]);
  assert.deepEqual(await get('/api/v1/events?where=container:web'), [200, [web]]);
  assert.deepEqual(await get('/api/v1/events?from=-1m&to=-31s'), [200, [web]]);
  assert.deepEqual(await get('/api/v1/events?limit=0'), [400, { error: 'limit is "0", but must be 1 to 10000' }]);
  assert.deepEqual(await get('/api/v1/events?limit=ten'), [400, { error: 'limit is "ten", but must be 1 to 10000' }]);
});

test('containers: each with its last values; one that stopped has none from before', async () => {
  const web = { container: 'web', image: 'nginx:1.28', compose_project: 'shop', compose_service: 'front' };
  const job = { container: 'job', image: 'job:1' };
  const { get } = createTestApp(
    createFakeStore([
      point('container.state', { ...web, state: 'running' }, 1, 20),
      point('container.state', { ...web, state: 'exited' }, 0, 10),
      point('container.state', { ...web, state: 'running' }, 1, 10),
      point('container.uptime', web, 90, 10),
      point('container.cpu.usage', web, 0.25, 20),
      point('container.cpu.usage', web, 0.5, 10),
      point('container.memory.working_set', web, 1024, 10),
      point('container.restarts', web, 2, 10),
      point('container.state', { ...job, state: 'running' }, 1, 40),
      point('container.cpu.usage', job, 1, 40),
      point('container.state', { ...job, state: 'exited' }, 1, 30),
      point('container.state', { container: 'long-gone', state: 'running' }, 1, 3600),
    ]),
  );
  assert.deepEqual(await get('/api/v1/containers'), [
    200,
    [
      {
        name: 'job',
        host: 'tide',
        image: 'job:1',
        state: 'exited',
        lastSeen: now / 1000 - 30,
        uptimeSeconds: null,
        cpuCores: null,
        memoryBytes: null,
        restarts: null,
        lastExit: null,
      },
      {
        name: 'web',
        host: 'tide',
        image: 'nginx:1.28',
        composeProject: 'shop',
        composeService: 'front',
        state: 'running',
        lastSeen: now / 1000 - 10,
        uptimeSeconds: 90,
        cpuCores: 0.5,
        memoryBytes: 1024,
        restarts: 2,
        lastExit: null,
      },
    ],
  ]);
});

const off = { name: 'containers', state: 'off', detail: 'no engine answers', remedy: 'start one' } as const;

test('healthz: ok while nothing is down, and what is off is fine', async () => {
  const { get } = createTestApp(createFakeStore(), {}, [off]);
  assert.deepEqual(await get('/healthz'), [
    200,
    {
      status: 'ok',
      parts: {
        containers: { state: 'off', detail: 'no engine answers', remedy: 'start one' },
        store: { state: 'ok', detail: '0 points in memory' },
      },
    },
  ]);
});

test('healthz: 503 while a part, or the store, is down', async () => {
  const part = { name: 'udp', state: 'down', detail: 'in use' } as const;
  const [status, body] = await createTestApp(createFakeStore(), {}, [part, off]).get('/healthz');
  assert.deepEqual([status, body.status, body.parts.udp], [503, 'down', { state: 'down', detail: 'in use' }]);

  const broken = createFakeStore();
  broken.breakDown('connection refused');
  const answer = await createTestApp(broken).get('/healthz');
  const parts = { store: { state: 'down', detail: 'connection refused' } };
  assert.deepEqual(answer, [503, { status: 'down', parts }]);
});

test('healthz: what only warns is told, and no failure', async () => {
  const warning = { state: 'warn', detail: 'a change is refused', remedy: 'correct it' } as const;
  const { get } = createTestApp(createFakeStore(), {}, [{ name: 'configuration', ...warning }]);
  assert.deepEqual(await get('/healthz'), [
    200,
    { status: 'ok', parts: { configuration: warning, store: { state: 'ok', detail: '0 points in memory' } } },
  ]);
});

test('healthz: of two parts with one name the one that is down is told', async () => {
  const part = { name: 'store', state: 'down', detail: 'the disk is full' } as const;
  const parts = { store: { state: 'down', detail: 'the disk is full' } };
  assert.deepEqual(await createTestApp(createFakeStore(), {}, [part]).get('/healthz'), [
    503,
    { status: 'down', parts },
  ]);
});

test('healthz: a store that never answers is down after two seconds', async () => {
  const store = createFakeStore();
  const asked = new Promise<void>(resolve => {
    store.health = () => {
      resolve();
      return new Promise(() => {});
    };
  });
  const { get, clock } = createTestApp(store);
  const answer = get('/healthz');
  await asked;
  await clock.advance(2000);
  const parts = { store: { state: 'down', detail: 'does not answer' } };
  assert.deepEqual(await answer, [503, { status: 'down', parts }]);
});

test('a mistake of ours is a 500 that tells nothing, and is in the log', async () => {
  const store = createFakeStore();
  store.health = () => Promise.reject(new Error('a secret'));
  const { get, logger } = createTestApp(store);
  assert.deepEqual(await get('/healthz'), [500, { error: 'an internal error, described in the log of Tidegauge' }]);
  assert.match(logger.lines[0]!, /^error test: a request failed: Error: a secret/);
});

test('an address that is none of the API', async () => {
  assert.deepEqual(await createTestApp(createFakeStore()).get('/api/v2/query'), [
    404,
    { error: 'no such address; /api/v1/openapi.json lists those there are' },
  ]);
});
