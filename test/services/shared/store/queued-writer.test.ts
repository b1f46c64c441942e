import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../services/shared/event.ts';
import { failure, success } from '../../../../services/shared/outcome.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import type { WriteOutcome } from '../../../../services/shared/store/metric-store.ts';
import { createQueuedWriter } from '../../../../services/shared/store/queued-writer.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';

/** Points named by one letter each. */
const points = (letters: string): Point[] =>
  [...letters].map(metric => ({ metric, tags: {}, fields: { value: 1 }, time: 0 }));
const events = (letters: string): Event[] => [...letters].map(title => ({ time: 0, title, text: '', tags: {} }));

type Behaviour = 'takes' | 'away' | 'hangs' | 'breaks';

function setUp({ maxPoints = 1000 } = {}) {
  const clock = createFakeClock(0);
  const logger = createKeepingLogger();
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  /** What the store was asked to write, with the second in which it was. */
  const writes: string[] = [];
  const script = { behaviour: 'takes' as Behaviour };
  let release = () => {};
  async function write(names: string): Promise<WriteOutcome> {
    writes.push(`${clock.now() / 1000}s ${names}`);
    if (script.behaviour === 'hangs') {
      await new Promise<void>(resolve => {
        release = resolve;
      });
    }
    if (script.behaviour === 'breaks') throw new TypeError('a bug');
    if (script.behaviour === 'away') return failure({ kind: 'retry', message: 'nobody home' });
    if (names.includes('x')) return failure({ kind: 'refused', message: 'x is bad' });
    return success(names.length);
  }
  const writer = createQueuedWriter({
    store: {
      write: items => write(items.map(({ metric }) => metric).join('')),
      writeEvents: items => write(items.map(({ title }) => title).join('')),
    },
    maxPoints,
    clock,
    logger,
    selfMetrics,
  });
  return {
    clock,
    logger,
    script,
    writer,
    release: () => release(),
    takeWrites: () => writes.splice(0),
    /** The self-metrics that are not zero. */
    metrics() {
      selfMetrics.report(client);
      return client.take().filter(line => !/ 0 /.test(line));
    },
  };
}

test('what is pushed is written at once, points and events, and counted', async () => {
  const { clock, logger, writer, takeWrites, metrics } = setUp();
  writer.push(points('abc'));
  writer.pushEvents(events('E'));
  writer.push([]);
  await clock.advance(0);
  assert.deepEqual(takeWrites(), ['0s abc', '0s E']);
  assert.deepEqual(metrics(), ['tidegauge.store.written 4 c']);
  assert.deepEqual(writer.status(), { name: 'store queue', state: 'ok', detail: 'takes what is flushed' });
  assert.deepEqual(logger.lines, []);
});

test('all self-metrics are said when nothing happened', () => {
  const selfMetrics = createSelfMetrics();
  const client = createRecordingClient();
  createQueuedWriter({
    store: { write: async () => success(0), writeEvents: async () => success(0) },
    maxPoints: 1,
    clock: createFakeClock(),
    logger: createKeepingLogger(),
    selfMetrics,
  });
  selfMetrics.report(client);
  assert.deepEqual(client.take(), [
    'tidegauge.store.dropped 0 c',
    'tidegauge.store.failures{kind:refused} 0 c',
    'tidegauge.store.failures{kind:retry} 0 c',
    'tidegauge.store.queued 0 g',
    'tidegauge.store.written 0 c',
  ]);
});

test('one write at a time: what is pushed meanwhile waits its turn', async () => {
  const { clock, script, writer, release, takeWrites, metrics } = setUp();
  script.behaviour = 'hangs';
  writer.push(points('ab'));
  writer.push(points('cde'));
  await clock.advance(5000);
  assert.deepEqual(takeWrites(), ['0s ab']);
  assert.deepEqual(metrics(), ['tidegauge.store.queued 5 g']);
  script.behaviour = 'takes';
  release();
  await clock.advance(0);
  assert.deepEqual(takeWrites(), ['5s cde']);
  assert.deepEqual(metrics(), ['tidegauge.store.written 5 c']);
});

test('while the store is away the oldest is tried again, after 1 s and twice as long each time; then all follows in order', async () => {
  const { clock, logger, script, writer, takeWrites, metrics } = setUp();
  script.behaviour = 'away';
  writer.push(points('a'));
  await clock.advance(2500);
  writer.push(points('bb'));
  await clock.advance(97_500);
  assert.deepEqual(takeWrites(), ['0s a', '1s a', '3s a', '7s a', '15s a', '31s a', '61s a', '91s a']);
  assert.deepEqual(metrics(), ['tidegauge.store.failures{kind:retry} 8 c', 'tidegauge.store.queued 3 g']);
  assert.deepEqual(writer.status(), {
    name: 'store queue',
    state: 'down',
    detail: '3 points and events wait: nobody home',
  });

  script.behaviour = 'takes';
  await clock.advance(30_000);
  assert.deepEqual(takeWrites(), ['121s a', '121s bb']);
  assert.deepEqual(metrics(), ['tidegauge.store.written 3 c']);
  assert.equal(writer.status().state, 'ok');
  assert.deepEqual(logger.lines, [
    'warn test: points wait in memory: nobody home',
    'info test: the store takes points again, after 121s',
  ]);
});

test('after an outage the next one is told again, and tried again after 1 s', async () => {
  const { clock, logger, script, writer, takeWrites } = setUp();
  for (const letter of 'ab') {
    script.behaviour = 'away';
    writer.push(points(letter));
    await clock.advance(1500);
    script.behaviour = 'takes';
    await clock.advance(2500);
  }
  assert.deepEqual(takeWrites(), ['0s a', '1s a', '3s a', '4s b', '5s b', '7s b']);
  assert.equal(logger.lines.length, 4);
});

test('when too many wait the oldest batches are dropped, counted, and told once; events push out no points', async () => {
  const { clock, logger, script, writer, takeWrites, metrics } = setUp({ maxPoints: 3 });
  script.behaviour = 'away';
  for (const letters of ['aaa', 'bb', 'c', 'd']) {
    writer.push(points(letters));
    await clock.advance(0);
  }
  for (const letters of ['EF', 'G', 'H']) writer.pushEvents(events(letters));
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 7 c',
    'tidegauge.store.failures{kind:retry} 1 c',
    'tidegauge.store.queued 4 g',
  ]);
  script.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(takeWrites(), ['0s aaa', '1s c', '1s d', '1s G', '1s H']);
  assert.deepEqual(metrics(), ['tidegauge.store.written 4 c']);
  assert.deepEqual(logger.lines, [
    'warn test: points wait in memory: nobody home',
    'warn test: too much waits for the store (store.max_queued_points): the oldest points and events are dropped',
    'info test: the store takes points again, after 1s',
  ]);
});

test('a batch larger than the queue loses its first points', async () => {
  const { clock, script, writer, takeWrites, metrics } = setUp({ maxPoints: 3 });
  script.behaviour = 'away';
  writer.push(points('a'));
  writer.push(points('bcdefg'));
  await clock.advance(0);
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 4 c',
    'tidegauge.store.failures{kind:retry} 1 c',
    'tidegauge.store.queued 3 g',
  ]);
  script.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(takeWrites(), ['0s a', '1s efg']);
});

test('of events at most 20000 wait, however many points may', async () => {
  const { clock, script, writer, metrics } = setUp({ maxPoints: 1_000_000 });
  script.behaviour = 'away';
  writer.pushEvents(events('E'));
  await clock.advance(0);
  writer.pushEvents(events('F'.repeat(20_000)));
  writer.push(points('p'.repeat(30_000)));
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 1 c',
    'tidegauge.store.failures{kind:retry} 1 c',
    'tidegauge.store.queued 50000 g',
  ]);
});

test('a batch under way when the queue fills is the oldest if it has to come back', async () => {
  const { clock, script, writer, release, takeWrites, metrics } = setUp({ maxPoints: 2 });
  script.behaviour = 'hangs';
  writer.push(points('a'));
  writer.push(points('bb'));
  await clock.advance(0);
  assert.deepEqual(metrics(), ['tidegauge.store.queued 3 g']);
  script.behaviour = 'away';
  release();
  await clock.advance(0);
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 1 c',
    'tidegauge.store.failures{kind:retry} 1 c',
    'tidegauge.store.queued 2 g',
  ]);
  script.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(takeWrites(), ['0s a', '1s bb']);
});

test('many events are written in slices of 500, and points that come meanwhile before the next', async () => {
  const { clock, script, writer, release, takeWrites } = setUp();
  script.behaviour = 'hangs';
  writer.pushEvents(events('E'.repeat(600)));
  writer.push(points('ab'));
  await clock.advance(0);
  script.behaviour = 'takes';
  release();
  await clock.advance(0);
  assert.deepEqual(takeWrites(), [`0s ${'E'.repeat(500)}`, '0s ab', `0s ${'E'.repeat(100)}`]);
});

test('a write that rejects is tried again, as when the store is away', async () => {
  const { clock, logger, script, writer, takeWrites, metrics } = setUp();
  script.behaviour = 'breaks';
  writer.push(points('a'));
  await clock.advance(500);
  assert.equal(writer.status().detail, '1 points and events wait: a bug');
  script.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(takeWrites(), ['0s a', '1s a']);
  assert.deepEqual(metrics(), ['tidegauge.store.failures{kind:retry} 1 c', 'tidegauge.store.written 1 c']);
  assert.equal(logger.lines[0], 'warn test: points wait in memory: a bug');
});

test('values that are not finite reach no store: they are counted and told', async () => {
  const { clock, logger, writer, takeWrites, metrics } = setUp();
  const [a, b, c] = points('abc');
  writer.push([
    a!,
    { ...b!, fields: { value: Number.NaN } },
    { ...c!, fields: { mean: Number.POSITIVE_INFINITY, count: 2 } },
  ]);
  await clock.advance(0);
  assert.deepEqual(takeWrites(), ['0s ac']);
  assert.deepEqual(metrics(), ['tidegauge.store.dropped 2 c', 'tidegauge.store.written 2 c']);
  assert.deepEqual(logger.lines, ['warn test: values that are not finite are left out of 2 points, such as "b"']);
});

test('a refused point is found, dropped, counted and told; the others of its batch are written', async () => {
  const { clock, logger, writer, takeWrites, metrics } = setUp();
  writer.push(points('abxc'));
  writer.push(points('d'));
  await clock.advance(0);
  assert.deepEqual(takeWrites(), ['0s abxc', '0s ab', '0s xc', '0s x', '0s c', '0s d']);
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 1 c',
    'tidegauge.store.failures{kind:refused} 3 c',
    'tidegauge.store.written 4 c',
  ]);
  assert.deepEqual(logger.lines, ['warn test: the store refused 1 of 4 points: x is bad']);
  assert.equal(writer.status().state, 'ok');
});

test('draining an idle writer ends at once', async () => {
  const { logger, writer } = setUp();
  await writer.drain(10_000);
  assert.deepEqual(logger.lines, []);
});

test('draining waits for what is under way and for what waits', async () => {
  const { clock, script, writer, release, takeWrites, metrics } = setUp();
  script.behaviour = 'hangs';
  writer.push(points('a'));
  writer.push(points('b'));
  const drained = writer.drain(10_000);
  script.behaviour = 'takes';
  release();
  await drained;
  assert.deepEqual(takeWrites(), ['0s a', '0s b']);
  assert.deepEqual(metrics(), ['tidegauge.store.written 2 c']);
  await clock.advance(60_000);
  assert.deepEqual(takeWrites(), []);
});

test('draining tries at once, and on until the store is back', async () => {
  const { clock, script, writer, takeWrites } = setUp();
  script.behaviour = 'away';
  writer.push(points('a'));
  await clock.advance(20_000);
  takeWrites();
  const drained = writer.drain(10_000);
  await clock.advance(2000);
  script.behaviour = 'takes';
  await clock.advance(1000);
  await drained;
  assert.deepEqual(takeWrites(), ['20s a', '21s a', '23s a']);
});

for (const [behaviour, why] of [
  ['away', 'nobody home'],
  ['hangs', 'the store was too slow'],
] as const) {
  test(`draining ends at the deadline when the store ${behaviour}: what is left is counted and told`, async () => {
    const { clock, logger, script, writer, takeWrites, metrics } = setUp();
    script.behaviour = behaviour;
    writer.push(points('ab'));
    writer.pushEvents(events('E'));
    await clock.advance(0);
    const drained = writer.drain(10_000);
    await clock.advance(10_000);
    await drained;
    takeWrites();
    writer.push(points('c'));
    assert.deepEqual(logger.lines.slice(-2), [
      `error test: 3 points and events are lost: ${why}`,
      `error test: 1 points and events are lost: ${why}`,
    ]);
    await clock.advance(60_000);
    assert.deepEqual(takeWrites(), []);
    assert.ok(metrics().includes('tidegauge.store.dropped 4 c'));
  });
}

test('after the deadline no part of a refused batch is written any more', async () => {
  const { clock, script, writer, release, takeWrites, metrics } = setUp();
  script.behaviour = 'hangs';
  writer.push(points('axbc'));
  const drained = writer.drain(10_000);
  await clock.advance(10_000);
  await drained;
  release();
  await clock.advance(60_000);
  assert.deepEqual(takeWrites(), ['0s axbc']);
  assert.ok(metrics().includes('tidegauge.store.dropped 4 c'));
});
