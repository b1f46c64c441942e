import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, success } from '../../../../services/shared/outcome.ts';
import type { StoreHealth } from '../../../../services/shared/store/metric-store.ts';
import { watchStore } from '../../../../services/shared/store/store-watch.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('tells how the store was when last asked, and what follows', async () => {
  const clock = createFakeClock();
  let health: StoreHealth = success({ detail: '12 MB', bytes: 12e6 });
  const watch = watchStore({ store: { health: async () => health }, clock, meanwhile: 'points wait' });
  await watch.settled;
  assert.deepEqual(watch.part(), { name: 'store', state: 'ok', detail: '12 MB' });
  assert.equal(watch.bytes(), 12e6);
  health = failure('it is gone');
  await clock.advance(10_000);
  assert.deepEqual(watch.part(), { name: 'store', state: 'down', detail: 'it is gone; points wait' });
  assert.equal(watch.bytes(), undefined);
  watch.stop();
});

test('a store that has not answered yet is no failure', () => {
  const clock = createFakeClock();
  const watch = watchStore({ store: { health: () => new Promise(() => {}) }, clock, meanwhile: '' });
  assert.equal(watch.part().state, 'ok');
  watch.stop();
});
