import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSampler } from '../../../../services/shared/logging/sample.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

test('one message a second goes through, and the next says how many did not', async () => {
  const clock = createFakeClock();
  const lines: string[] = [];
  const sample = createSampler(clock, line => lines.push(line));
  const say = (text: string) => sample(() => text);
  say('a');
  say('b');
  await clock.advance(999);
  say('c');
  await clock.advance(1);
  say('d');
  await clock.advance(1000);
  say('e');
  assert.deepEqual(lines, ['a', 'd (and 2 more since the last such message)', 'e']);
});

test('a message that does not go through is not even made', () => {
  const sample = createSampler(createFakeClock(), () => {});
  sample(() => 'a');
  sample(() => assert.fail('made'));
});

test('a clock that is set back does not silence it', () => {
  let now = 5_000_000;
  const lines: string[] = [];
  const sample = createSampler({ now: () => now }, line => lines.push(line));
  sample(() => 'a');
  now = 0;
  sample(() => 'b');
  assert.deepEqual(lines, ['a', 'b']);
});
