import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGate } from '../../../services/log-tailer/gate.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';

function gate() {
  let reason: string | undefined;
  const clock = createFakeClock(0);
  const logger = createKeepingLogger();
  return {
    ...createGate({ congestion: () => reason, clock, logger }),
    clock,
    logger,
    say(why: string | undefined) {
      reason = why;
    },
  };
}

test('it is open while there is no congestion', async () => {
  const { isOpen, opened, parts, logger } = gate();
  assert.equal(isOpen(), true);
  await opened();
  assert.deepEqual([parts(), logger.lines], [[], []]);
});

test('it tells once that it closed, why, and for how long', async () => {
  const { isOpen, parts, clock, logger, say } = gate();
  say('the disk takes nothing: ENOSPC');
  assert.deepEqual([isOpen(), isOpen()], [false, false]);
  assert.equal(parts()[0]?.detail, 'held up: the disk takes nothing: ENOSPC');
  await clock.advance(7000);
  say(undefined);
  assert.deepEqual([isOpen(), isOpen()], [true, true]);
  assert.deepEqual(logger.lines, [
    'warn test: logs are read no further for now: the disk takes nothing: ENOSPC',
    'info test: logs are read again, after 7 s',
  ]);
});

test('whoever waits is let on soon after it opens', async () => {
  const { opened, clock, say } = gate();
  say('link.max_queued is full');
  let passed = false;
  const waiting = opened().then(() => {
    passed = true;
  });
  await clock.advance(1000);
  assert.equal(passed, false);
  say(undefined);
  await clock.advance(250);
  await waiting;
  assert.equal(passed, true);
});
