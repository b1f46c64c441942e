import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../../../support/until.ts';
import { events, openScripted, points, type Setting } from './support.ts';

/** Bytes of an entry of one point; `maxSize` is for points and events together, of which points have nine tenths. */
const onePoint = 82;
const roomFor = (entries: number) => Math.ceil((entries * onePoint) / 0.9);

/** An outbox before a store that is away, and tried a point `a` already. */
async function openBehind(t: Parameters<typeof openScripted>[0], setting: Setting) {
  const opened = await openScripted(t, { behaviour: 'away', ...setting });
  opened.flush('a');
  await until(() => opened.outbox.status().state === 'down');
  assert.deepEqual(opened.store.takeWrites(), ['0s a']);
  opened.metrics();
  return opened;
}

test('when the disk space is used up the oldest go, counted, and told once', async t => {
  const { clock, store, flush, lie, logger, metrics } = await openBehind(t, { maxSize: roomFor(3) });
  for (const letter of 'bcdef') flush(letter);
  await lie('000000000004.0.1.points', '000000000005.0.1.points', '000000000006.0.1.points');
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 3 c',
    'tidegauge.store.outbox.size 246 g',
    'tidegauge.store.queued 3 g',
  ]);
  store.behaviour = 'takes';
  await clock.advance(1000);
  assert.deepEqual(await store.takes(3), ['1s d', '1s e', '1s f']);
  assert.deepEqual(logger.lines, [
    'warn test: points wait in the outbox: nobody home',
    'warn test: too much waits for the store (store.outbox.max_size): the oldest points and events are dropped',
    'info test: the store takes points again, after 1s',
  ]);
});

test('what waited for too long goes, counted and told', async t => {
  const { clock, store, outbox, flush, lie, logger, metrics } = await openBehind(t, { maxAge: 60_000 });
  outbox.pushEvents(events('E'));
  await clock.advance(60_000);
  flush('b');
  await lie('000000000001.0.1.points', '000000000002.0.1.events', '000000000003.60000.1.points');
  await clock.advance(1);
  outbox.commit();
  await lie('000000000003.60000.1.points');
  assert.ok(metrics().includes('tidegauge.store.dropped 2 c'));
  store.takeWrites();
  store.behaviour = 'takes';
  await clock.advance(30_000);
  assert.equal((await store.takes(1))[0]?.split(' ')[1], 'b');
  assert.equal(logger.lines[1], `warn test: the store was away for too long (store.outbox.max_age): ${oldestGo}`);
});

const oldestGo = 'the oldest points and events are dropped';

test('what is dropped while it is under way is counted once: as written when the store takes it', async t => {
  const { store, flush, lie, metrics } = await openScripted(t, { behaviour: 'hangs', maxSize: roomFor(1) });
  flush('a');
  await store.takes(1);
  flush('b');
  await lie('000000000002.0.1.points');
  store.behaviour = 'takes';
  store.release();
  assert.deepEqual(await store.takes(1), ['0s b']);
  await lie();
  assert.deepEqual(metrics(), ['tidegauge.store.written 2 c']);
});

test('what is dropped while it is under way is counted once: as dropped when the store does not take it', async t => {
  const { clock, store, flush, lie, metrics } = await openScripted(t, { behaviour: 'hangs', maxSize: roomFor(1) });
  flush('a');
  await store.takes(1);
  flush('b');
  await lie('000000000002.0.1.points');
  store.behaviour = 'away';
  store.release();
  await clock.advance(0);
  assert.deepEqual(metrics(), [
    'tidegauge.store.dropped 1 c',
    'tidegauge.store.failures{kind:retry} 1 c',
    'tidegauge.store.outbox.size 82 g',
    'tidegauge.store.queued 1 g',
  ]);
});

test('of one flush alone that is too large the rest is dropped', async t => {
  const { store, outbox, flush, metrics, lie } = await openScripted(t, { maxSize: roomFor(2) });
  for (const letter of 'abc') outbox.push(points(letter));
  outbox.push(points('defghijklmnopqrstuvwyz'));
  outbox.commit();
  assert.deepEqual(await store.takes(1), ['0s ab']);
  await lie();
  assert.deepEqual(metrics(), ['tidegauge.store.dropped 23 c', 'tidegauge.store.written 2 c']);
  flush('d');
  assert.deepEqual(await store.takes(1), ['0s d']);
});

test('events push out no points, nor points events', async t => {
  const { outbox, flush, lie, metrics } = await openBehind(t, { maxSize: 1000 });
  for (const letter of 'EF') {
    outbox.pushEvents(events(letter));
    outbox.commit();
  }
  for (const letter of 'bcdefghijk') flush(letter);
  await lie(
    '000000000003.0.1.events',
    ...Array.from({ length: 10 }, (_, index) => `0000000000${String(index + 4).padStart(2, '0')}.0.1.points`),
  );
  assert.ok(metrics().includes('tidegauge.store.dropped 2 c'));
});
