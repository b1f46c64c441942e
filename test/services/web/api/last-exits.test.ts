import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastExits } from '../../../../services/web/api/last-exits.ts';
import { createFakeStore } from '../../../support/fake-store.ts';

const now = Date.UTC(2026, 0, 5, 12);
const tags = { host: 'tide', container: 'web' };

const event = (secondsAgo: number, action: string, more: Record<string, string> = {}) => ({
  time: now - secondsAgo * 1000,
  title: `container ${action}`,
  text: '',
  tags: { ...tags, action, ...more },
});
const die = (secondsAgo: number, code: number) => event(secondsAgo, 'die', { exit_code: String(code) });

/** What the events, oldest first, tell of the last exit of `web`. */
const told = async (...events: ReturnType<typeof event>[]) => (await lastExits(createFakeStore([], events), now))(tags);

test('a container that ended tells its code, and of several the last', async () => {
  assert.deepEqual(await told(die(60, 0), event(59, 'start'), die(30, 3), event(29, 'start')), {
    code: 3,
    time: now / 1000 - 30,
    failed: true,
  });
});

test('a container that has not ended within a day tells nothing, nor does one on another host', async () => {
  assert.equal(await told(event(10, 'start')), null);
  assert.equal(await told(die(24 * 3600 + 1, 1)), null);
  assert.equal(await told(event(10, 'die', { exit_code: '1', host: 'other' })), null);
});

test('an end is no failure with 0, with the code of SIGTERM, and with that of SIGKILL where it was stopped', async () => {
  const failed = async (...events: ReturnType<typeof event>[]) => (await told(...events))?.failed;
  assert.equal(await failed(die(10, 0)), false);
  assert.equal(await failed(die(10, 143)), false);
  assert.equal(await failed(die(10, 137)), true);
  assert.equal(await failed(die(10, 137), event(10, 'stop')), false);
  assert.equal(await failed(die(10, 1), event(10, 'stop')), true);
  assert.equal(await failed(die(20, 137), event(20, 'stop'), die(10, 137)), true);
});

test('an event without a code, as other programs may send it, tells nothing', async () => {
  assert.equal(await told(event(10, 'die')), null);
  assert.equal(await told(event(10, 'die', { exit_code: 'x' })), null);
  assert.equal(await told(event(10, 'stop')), null);
});
