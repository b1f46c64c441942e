import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../../../support/until.ts';
import { events, openScripted, points } from './support.ts';

test('what is committed is written, points and events, counted, and gone from the disk', async t => {
  const { outbox, store, lie, metrics, logger } = await openScripted(t);
  outbox.pushEvents(events('E'));
  outbox.push(points('ab'));
  outbox.push(points('c'));
  outbox.push([]);
  outbox.commit();
  assert.deepEqual((await store.takes(2)).sort(), ['0s E', '0s abc']);
  await lie();
  assert.deepEqual(metrics(), ['tidegauge.store.written 4 c']);
  assert.deepEqual(outbox.status(), { name: 'outbox', state: 'ok', detail: 'takes what is flushed' });
  assert.deepEqual(logger.lines, []);
});

test('nothing is written before it is committed, or for a commit of nothing', async t => {
  const { outbox, store, lie, metrics } = await openScripted(t);
  outbox.commit();
  outbox.push(points('ab'));
  await lie('000000000001.points.part');
  assert.deepEqual(store.takeWrites(), []);
  assert.ok(metrics().includes('tidegauge.store.queued 2 g'));
  outbox.commit();
  assert.deepEqual(await store.takes(1), ['0s ab']);
});

test('all self-metrics are said when nothing happened', async t => {
  const { report } = await openScripted(t);
  assert.deepEqual(report(), [
    'tidegauge.store.dropped 0 c',
    'tidegauge.store.failures{kind:refused} 0 c',
    'tidegauge.store.failures{kind:retry} 0 c',
    'tidegauge.store.outbox.age 0 g',
    'tidegauge.store.outbox.size 0 g',
    'tidegauge.store.queued 0 g',
    'tidegauge.store.written 0 c',
  ]);
});

test('one write at a time: what is committed meanwhile waits its turn', async t => {
  const { outbox, store, flush, metrics, lie } = await openScripted(t, { behaviour: 'hangs' });
  flush('ab');
  assert.deepEqual(await store.takes(1), ['0s ab']);
  flush('cde');
  outbox.pushEvents(events('E'));
  flush('f');
  assert.ok(metrics().includes('tidegauge.store.queued 7 g'));
  await lie('000000000001.0.2.points', '000000000002.0.3.points', '000000000003.0.1.events', '000000000004.0.1.points');
  store.behaviour = 'takes';
  store.release();
  assert.deepEqual(await store.takes(3), ['0s cde', '0s f', '0s E']);
});

test('while the store is away the oldest is tried again, after 1 s and twice as long each time; then all follows in order', async t => {
  const { clock, store, outbox, flush, lie, logger, metrics } = await openScripted(t, { behaviour: 'away' });
  flush('a');
  await until(() => outbox.status().state === 'down');
  await clock.advance(2500);
  flush('bb');
  await lie('000000000001.0.1.points', '000000000002.2500.2.points');
  await clock.advance(97_500);
  assert.deepEqual(store.takeWrites(), ['0s a', '1s a', '3s a', '7s a', '15s a', '31s a', '61s a', '91s a']);
  assert.deepEqual(metrics(), [
    'tidegauge.store.failures{kind:retry} 8 c',
    'tidegauge.store.outbox.age 100 g',
    'tidegauge.store.outbox.size 188 g',
    'tidegauge.store.queued 3 g',
  ]);
  assert.equal(outbox.status().detail, '3 points and events wait: nobody home');

  store.behaviour = 'takes';
  await clock.advance(21_000);
  assert.deepEqual(await store.takes(2), ['121s a', '121s bb']);
  await lie();
  assert.deepEqual(metrics(), ['tidegauge.store.written 3 c']);
  assert.equal(outbox.status().state, 'ok');
  assert.deepEqual(logger.lines, [
    'warn test: points wait in the outbox: nobody home',
    'info test: the store takes points again, after 121s',
  ]);
});

test('a write that rejects is tried again, as when the store is away', async t => {
  const { clock, store, outbox, flush } = await openScripted(t, { behaviour: 'breaks' });
  flush('a');
  await until(() => outbox.status().state === 'down');
  assert.equal(outbox.status().detail, '1 points and events wait: a bug');
  store.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(await store.takes(2), ['0s a', '1s a']);
});

test('values that are not finite reach no store: they are counted and told', async t => {
  const { store, outbox, logger, metrics, lie } = await openScripted(t);
  const [a, b, c] = points('abc');
  outbox.push([
    a!,
    { ...b!, fields: { value: Number.NaN } },
    { ...c!, fields: { mean: Number.POSITIVE_INFINITY, count: 2 } },
  ]);
  outbox.commit();
  assert.deepEqual(await store.takes(1), ['0s ac']);
  await lie();
  assert.deepEqual(metrics(), ['tidegauge.store.dropped 2 c', 'tidegauge.store.written 2 c']);
  assert.deepEqual(logger.lines, ['warn test: values that are not finite are left out of 2 points, such as "b"']);
});

test('a refused point is found, dropped, counted and told; the others are written', async t => {
  const { store, flush, logger, metrics, lie } = await openScripted(t);
  flush('abxc');
  assert.deepEqual(await store.takes(5), ['0s abxc', '0s ab', '0s xc', '0s x', '0s c']);
  await lie();
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 1 c',
    'tidegauge.store.failures{kind:refused} 3 c',
    'tidegauge.store.written 3 c',
  ]);
  assert.deepEqual(logger.lines, ['warn test: the store refused 1 of 4 points: x is bad']);
});

test('many points are written 5000 at a time, many events 500 at a time', async t => {
  const { store, outbox } = await openScripted(t);
  outbox.push(points('p'.repeat(32_000)));
  outbox.commit();
  assert.deepEqual(lengthsOf(await store.takes(7)), [...Array(6).fill(5000), 2000]);
  outbox.pushEvents(events('E'.repeat(600)));
  outbox.commit();
  assert.deepEqual(lengthsOf(await store.takes(2)), [500, 100]);
});

const lengthsOf = (writes: readonly string[]) => writes.map(write => write.split(' ')[1]!.length);
