import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Config, configSchema } from '../../../../services/shared/config/schema.ts';
import { createOrigins } from '../../../../services/statsd-server/origin/origins.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeEngine, type FakeEngine, fakeContainer } from '../../../support/fake-engine.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

const web = '83c0a99c0a54c0c187f461c7980e9b57f3f6a8b0c918c8d93df19a9de6f3fe1d';
const job = '1e0c5b7f3d2a9b8c7d6e5f4a3b2c1d0e1e0c5b7f3d2a9b8c7d6e5f4a3b2c1d0e';
const tags = { container: 'shop-web-1', image: 'shop:7', compose_project: 'shop', compose_service: 'web' };

const configured = (origin: Config['statsd']['origin'], engine = '/engine.sock') =>
  configSchema.parse({ statsd: { origin }, containers: { engine } });

function create(t: TestContext, engines: Readonly<Record<string, FakeEngine>>) {
  const clock = createFakeClock();
  const origins = createOrigins({
    clock,
    logger: createKeepingLogger(),
    createEngine: address => engines[address]!,
  });
  t.after(origins.close);
  return { clock, origins };
}

test('an origin becomes the tags of the container, as its other metrics have them', async t => {
  const { origins } = create(t, { '/engine.sock': createFakeEngine(fakeContainer(web, { tags })) });
  await origins.apply(configured('container'));
  for (const origin of [web, `ci-${web}`, web.slice(0, 12)]) assert.deepEqual(origins.tagsOf(origin), tags);
  for (const origin of ['in-4026532353', 'nonsense', '']) assert.deepEqual(origins.tagsOf(origin), {});
  assert.deepEqual(origins.parts(), [
    { name: 'StatsD origin', state: 'ok', detail: 'containers of the Docker engine at /engine.sock' },
  ]);
});

test('by default no engine is asked, and an origin says nothing', async t => {
  const engine = createFakeEngine(fakeContainer(web, { tags }));
  const { origins } = create(t, { '/engine.sock': engine });
  await origins.apply(configured('ignore'));
  assert.deepEqual(origins.tagsOf(web), {});
  assert.deepEqual(origins.parts(), []);
  assert.deepEqual(engine.asked, []);
});

test('a container that has just begun is not known yet, and is as soon as the engine tells of it', async t => {
  const engine = createFakeEngine();
  const { clock, origins } = create(t, { '/engine.sock': engine });
  await origins.apply(configured('container'));
  assert.equal(origins.tagsOf(job), undefined);
  engine.containers.set(job, fakeContainer(job, { tags }));
  engine.emit({ time: clock.now(), action: 'create', id: job });
  await clock.advance(0);
  assert.deepEqual(origins.tagsOf(job), tags);
});

test('what a container sent at its end still has its tags once it is removed', async t => {
  const engine = createFakeEngine(fakeContainer(job, { tags }));
  const { clock, origins } = create(t, { '/engine.sock': engine });
  await origins.apply(configured('container'));
  engine.containers.delete(job);
  engine.emit({ time: clock.now(), action: 'destroy', id: job });
  await clock.advance(0);
  assert.deepEqual(origins.tagsOf(job), tags);
});

test('an id that the engine has not told of in a minute is of another host, and has no tags', async t => {
  const { clock, origins } = create(t, { '/engine.sock': createFakeEngine() });
  await origins.apply(configured('container'));
  assert.equal(origins.tagsOf(job), undefined);
  await clock.advance(60_000);
  assert.deepEqual(origins.tagsOf(job), {});
});

test('while the engine is away what it told holds, the rest waits, and the part says what to do', async t => {
  const engine = createFakeEngine(fakeContainer(web, { tags }));
  const { clock, origins } = create(t, { '/engine.sock': engine });
  await origins.apply(configured('container'));
  engine.down();
  await clock.advance(120_000);
  assert.deepEqual(origins.tagsOf(web), tags);
  assert.equal(origins.tagsOf(job), undefined);
  assert.deepEqual(origins.parts(), [
    {
      name: 'StatsD origin',
      state: 'down',
      detail: 'no engine',
      remedy: 'start it; or set statsd.origin to ignore',
    },
  ]);
  engine.containers.set(job, fakeContainer(job, { tags }));
  engine.up();
  await clock.advance(10_000);
  assert.deepEqual(origins.tagsOf(job), tags);
});

test('a change of the engine and of the option is followed', async t => {
  const { clock, origins } = create(t, {
    '/engine.sock': createFakeEngine(fakeContainer(web, { tags })),
    '/other.sock': createFakeEngine(fakeContainer(job, { tags })),
  });
  await origins.apply(configured('container'));
  await origins.apply(configured('container', '/other.sock'));
  await clock.advance(0);
  assert.equal(origins.tagsOf(web), undefined);
  assert.deepEqual(origins.tagsOf(job), tags);
  await origins.apply(configured('ignore', '/other.sock'));
  assert.deepEqual(origins.tagsOf(job), {});
  assert.deepEqual(origins.parts(), []);
});
