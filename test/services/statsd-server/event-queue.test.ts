import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../services/shared/event.ts';
import { createEventQueue, maxEvents, maxEventText } from '../../../services/statsd-server/event-queue.ts';

const event = (text = ''): Event => ({ time: 0, title: 'title', text, tags: { level: 'info' } });

/** A queue, and how many events it dropped. */
function queue() {
  let dropped = 0;
  const { push, take } = createEventQueue(() => {
    dropped += 1;
  });
  return { push, take, dropped: () => dropped };
}

test('what is taken is what came, in order, and each once', () => {
  const { push, take } = queue();
  push(event('a'));
  push(event('b'));
  assert.deepEqual(
    take().map(({ text }) => text),
    ['a', 'b'],
  );
  assert.deepEqual(take(), []);
});

test('so many events wait, and further ones are counted', () => {
  const { push, take, dropped } = queue();
  for (let count = 0; count < maxEvents + 5; count++) push(event());
  assert.deepEqual([take().length, dropped()], [maxEvents, 5]);
  push(event());
  assert.deepEqual([take().length, dropped()], [1, 5]);
});

test('so much text waits, however few events it is in, and a smaller one still finds room', () => {
  const { push, take, dropped } = queue();
  const quarter = 'x'.repeat(maxEventText / 4);
  for (let count = 0; count < 5; count++) push(event(quarter)); // with its title a little more than a quarter
  push(event('small'));
  assert.deepEqual([take().length, dropped()], [4, 2]);
  for (let count = 0; count < 3; count++) push(event(quarter));
  assert.deepEqual([take().length, dropped()], [3, 2]);
});
