import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ContainerListener } from '../../../../services/shared/engine/engine.ts';
import { watchContainers } from '../../../../services/shared/engine/watch-containers.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeEngine, type FakeEngine, fakeContainer } from '../../../support/fake-engine.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';

const start = 1_000_000;

/** Watches `engine`, and keeps what is told as text: `appeared web`, `event start web`. */
async function watch(t: TestContext, engine: FakeEngine) {
  const told: string[] = [];
  const listener: ContainerListener = {
    appeared: ({ name, state }) => told.push(`appeared ${name} ${state}`),
    changed: ({ name, state }) => told.push(`changed ${name} ${state}`),
    gone: ({ name }) => told.push(`gone ${name}`),
    event: ({ action, tags }) => told.push(`event ${action}, ${tags.container}`),
  };
  const clock = createFakeClock(start);
  const logger = createKeepingLogger();
  const watcher = watchContainers({ engine, listener, clock, logger });
  t.after(() => watcher.stop());
  await clock.advance(0);
  return { watcher, clock, logger, take: () => told.splice(0) };
}

test('tells the containers there are, then asks for events from a moment before it listed them', async t => {
  const engine = createFakeEngine(fakeContainer('web'), fakeContainer('db', { state: 'exited' }));
  const { watcher, take } = await watch(t, engine);
  assert.deepEqual(take(), ['appeared web running', 'appeared db exited']);
  assert.deepEqual(engine.asked, ['check', 'list', `events since ${start}`]);
  assert.deepEqual(watcher.status(), { state: 'ok', detail: 'version 20.10.24' });
  assert.deepEqual(
    watcher.containers().map(({ id }) => id),
    ['web', 'db'],
  );
});

test('tells a container before its first event, a change before the event that made it, and its end', async t => {
  const engine = createFakeEngine();
  const { clock, take, watcher } = await watch(t, engine);
  engine.containers.set('web', fakeContainer('web', { state: 'created' }));
  engine.emit({ time: start + 1, action: 'create', id: 'web' });
  await clock.advance(0);
  assert.deepEqual(take(), ['appeared web created', 'event create, web']);

  engine.containers.set('web', fakeContainer('web'));
  engine.emit({ time: start + 2, action: 'start', id: 'web' });
  await clock.advance(0);
  assert.deepEqual(take(), ['changed web running', 'event start, web']);

  engine.emit({ time: start + 3, action: 'health_status: healthy', id: 'web' });
  await clock.advance(0);
  assert.deepEqual(take(), ['event health_status: healthy, web']);

  engine.containers.delete('web');
  engine.emit({ time: start + 4, action: 'destroy', id: 'web' });
  await clock.advance(0);
  assert.deepEqual(take(), ['gone web', 'event destroy, web']);
  assert.deepEqual(watcher.containers(), []);
});

test('events that come while another is handled wait their turn', async t => {
  const engine = createFakeEngine(fakeContainer('web'), fakeContainer('db'));
  const { clock, take } = await watch(t, engine);
  take();
  engine.emit({ time: start + 1, action: 'kill', id: 'web' });
  engine.emit({ time: start + 2, action: 'kill', id: 'db' });
  engine.emit({ time: start + 3, action: 'die', id: 'web', exitCode: 137 });
  await clock.advance(0);
  assert.deepEqual(take(), ['event kill, web', 'event kill, db', 'event die, web']);
});

test('of a container that was gone before it could be inspected, only the events are told', async t => {
  const engine = createFakeEngine();
  const { clock, take } = await watch(t, engine);
  engine.emit({ time: start + 1, action: 'create', id: 'job' });
  engine.emit({ time: start + 2, action: 'destroy', id: 'job' });
  await clock.advance(0);
  assert.deepEqual(take(), ['event create, job of the event', 'event destroy, job of the event']);
});

test('without an engine it is off, and asks again every five seconds', async t => {
  const engine = createFakeEngine(fakeContainer('web'));
  engine.down();
  const { watcher, clock, take, logger } = await watch(t, engine);
  assert.deepEqual(watcher.status(), { state: 'off', detail: 'no engine', remedy: 'start it' });
  await watcher.settled;
  await clock.advance(15_000);
  assert.deepEqual(engine.asked, ['check', 'check', 'check', 'check']);
  assert.deepEqual(logger.lines, ['info test: no engine; start it']);

  engine.up();
  await clock.advance(5000);
  assert.equal(watcher.status().state, 'ok');
  assert.deepEqual(take(), ['appeared web running']);
});

test('after a gap it lists again, and tells the events that it missed once', async t => {
  const engine = createFakeEngine(fakeContainer('web'), fakeContainer('old'));
  const { watcher, clock, take, logger } = await watch(t, engine);
  engine.emit({ time: start + 500, action: 'pause', id: 'web' });
  await clock.advance(20_000);
  take();

  engine.down();
  await clock.advance(0);
  assert.deepEqual(watcher.status(), { state: 'down', detail: 'the Docker engine ended its stream of events' });
  engine.emit({ time: start + 20_001, action: 'destroy', id: 'old' });
  engine.emit({ time: start + 20_002, action: 'start', id: 'new' });
  engine.containers.delete('old');
  engine.containers.set('new', fakeContainer('new'));
  engine.up();
  await clock.advance(250);
  assert.deepEqual(take(), ['gone old', 'appeared new running', 'event destroy, old of the event', 'event start, new']);
  assert.equal(engine.asked.filter(asked => asked.startsWith('events')).at(-1), `events since ${start}`);
  assert.deepEqual(logger.lines, [
    'info test: the Docker engine answers, version 20.10.24',
    'warn test: the Docker engine ended its stream of events',
    'info test: the Docker engine answers, version 20.10.24',
  ]);

  engine.down();
  engine.up();
  await clock.advance(5000);
  assert.deepEqual(take(), []);
});

test('an engine that stays away is asked less and less often', async t => {
  const engine = createFakeEngine();
  const { watcher, clock } = await watch(t, engine);
  await clock.advance(60_000);
  engine.down();
  engine.asked.length = 0;
  await clock.advance(30_000);
  // After 250, 750, 1750, 3750 and 7750 ms, then every 5 s.
  assert.equal(engine.asked.length, 9);
  assert.deepEqual(watcher.status(), { state: 'down', detail: 'no engine', remedy: 'start it' });
});

test('an event whose container could not be inspected is asked for again', async t => {
  const engine = createFakeEngine(fakeContainer('web'));
  const { clock, take } = await watch(t, engine);
  take();
  engine.failNext('inspect');
  engine.emit({ time: start + 1, action: 'pause', id: 'web' });
  engine.emit({ time: start + 2, action: 'unpause', id: 'web' });
  await clock.advance(0);
  assert.deepEqual(take(), []);
  await clock.advance(250);
  assert.deepEqual(take(), ['event pause, web', 'event unpause, web']);
});

test('a flood of events is not held in memory: the rest is asked of the engine again', async t => {
  const engine = createFakeEngine(fakeContainer('web'));
  const { clock, take, watcher, logger } = await watch(t, engine);
  take();
  for (let count = 1; count <= 1001; count += 1) engine.emit({ time: start + count, action: 'kill', id: 'web' });
  await clock.advance(0);
  assert.equal(watcher.status().state, 'down');
  assert.match(logger.lines.at(-1) ?? '', /more than 1000 events at once/);
});

test('nothing is told once it is stopped', async t => {
  const engine = createFakeEngine(fakeContainer('web'));
  const { watcher, clock, take } = await watch(t, engine);
  take();
  engine.emit({ time: start + 1, action: 'die', id: 'web' });
  await watcher.stop();
  engine.emit({ time: start + 2, action: 'start', id: 'web' });
  await clock.advance(60_000);
  assert.deepEqual(take(), []);
});

test('stopped while the engine does not answer, it gives up what it asked at once', async t => {
  for (const kind of ['check', 'list', 'inspect'] as const) {
    const engine = createFakeEngine(fakeContainer('web'));
    const asked = new Promise<void>(resolve => {
      const hang = (signal: AbortSignal | undefined) =>
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          resolve();
        });
      if (kind === 'inspect') engine.inspect = (_id, signal) => hang(signal);
      else engine[kind] = hang;
    });
    const { watcher } = await watch(t, engine);
    engine.emit({ time: start + 1, action: 'die', id: 'web' });
    await asked;
    await watcher.stop();
  }
});
