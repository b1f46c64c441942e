import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../../../support/until.ts';
import { events, openScripted, points } from './support.ts';

test('draining an idle outbox ends at once', async t => {
  const { outbox, logger } = await openScripted(t);
  await outbox.drain(10_000);
  assert.deepEqual(logger.lines, []);
});

test('draining commits, and waits for what is under way and for what waits', async t => {
  const { outbox, store, flush, files, metrics } = await openScripted(t, { behaviour: 'hangs' });
  flush('a');
  await store.takes(1);
  outbox.push(points('b'));
  const drained = outbox.drain(10_000);
  store.behaviour = 'takes';
  store.release();
  await drained;
  assert.deepEqual(store.takeWrites(), ['0s b']);
  assert.deepEqual(await files(), []);
  assert.deepEqual(metrics(), ['tidegauge.store.written 2 c']);
});

test('draining tries at once, and on until the store is back', async t => {
  const { clock, outbox, store, flush } = await openScripted(t, { behaviour: 'away' });
  flush('a');
  await until(() => outbox.status().state === 'down');
  await clock.advance(20_000);
  store.takeWrites();
  const drained = outbox.drain(10_000);
  await clock.advance(2000);
  store.behaviour = 'takes';
  await clock.advance(1000);
  await drained;
  assert.deepEqual(store.takeWrites(), ['20s a', '21s a', '23s a']);
});

for (const behaviour of ['away', 'hangs'] as const) {
  test(`when the store ${behaviour}, draining ends at the deadline; what is left is written after the next start`, async t => {
    const first = await openScripted(t, { behaviour });
    first.flush('ab');
    await first.store.takes(1);
    first.outbox.push(points('c'));
    first.outbox.pushEvents(events('E'));
    const drained = first.outbox.drain(10_000);
    await first.clock.advance(10_000);
    await drained;
    assert.equal(
      first.logger.lines.at(-1),
      'info test: 4 points and events stay in the outbox, and are written after the next start',
    );
    assert.ok(!first.metrics().some(line => line.startsWith('tidegauge.store.dropped')));

    const { store, lie } = await openScripted(t, { directory: first.directory });
    assert.deepEqual(await store.takes(3), ['0s ab', '0s c', '0s E']);
    await lie();
  });
}

test('after the deadline no part of refused points is written any more, and what comes is lost and told', async t => {
  const { clock, outbox, store, flush, logger, files } = await openScripted(t, { behaviour: 'hangs' });
  flush('axbc');
  await store.takes(1);
  const drained = outbox.drain(10_000);
  await clock.advance(10_000);
  await drained;
  store.behaviour = 'takes';
  store.release();
  flush('d');
  await clock.advance(60_000);
  assert.deepEqual(store.takeWrites(), []);
  assert.deepEqual(await files(), ['000000000001.0.4.points']);
  assert.equal(
    logger.lines.at(-1),
    'error test: 1 points and events are lost: they are neither in the store nor in the outbox',
  );
});
