import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RingReader } from '../../../../services/statsd-server/listeners/ring.ts';
import { startRingDrain } from '../../../../services/statsd-server/listeners/ring-drain.ts';

/** A ring that says how often it was looked into; `more` and `asleep` are what it answers. */
function fakeRing() {
  const ring = { drains: 0, more: false, asleep: true };
  const reader: RingReader = {
    drain() {
      ring.drains += 1;
      return ring.more;
    },
    sleep: () => ring.asleep,
  };
  return { ring, reader };
}

test('woken, it looks again after a nap for as long as something comes, then sleeps', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const { ring, reader } = fakeRing();
  const drain = startRingDrain(reader, () => {});
  assert.equal(ring.drains, 0);
  drain.wake();
  assert.equal(ring.drains, 1);
  ring.asleep = false;
  for (let nap = 0; nap < 3; nap++) t.mock.timers.tick(5);
  assert.equal(ring.drains, 4);
  ring.asleep = true;
  for (let nap = 0; nap < 3; nap++) t.mock.timers.tick(5);
  assert.equal(ring.drains, 4);
});

test('a wake that comes while it is awake, as one does that crosses its falling asleep, makes it look no more often', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const { ring, reader } = fakeRing();
  ring.asleep = false;
  const drain = startRingDrain(reader, () => {});
  for (let wakes = 0; wakes < 10; wakes++) drain.wake();
  const before = ring.drains;
  for (let nap = 0; nap < 4; nap++) t.mock.timers.tick(5);
  assert.equal(ring.drains - before, 4);
});

test('the end takes all that is left, and nothing looks into the ring from then on', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  const { ring, reader } = fakeRing();
  ring.asleep = false;
  const drain = startRingDrain(reader, () => {});
  drain.wake();
  drain.finish();
  const before = ring.drains;
  drain.wake();
  for (let nap = 0; nap < 4; nap++) t.mock.timers.tick(5);
  assert.equal(ring.drains, before);
});
