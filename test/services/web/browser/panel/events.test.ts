import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestOf } from '../../../../../services/web/browser/panel/events.ts';

const event = (time: number, title: string, text = '') => ({ time, title, text, tags: {} });

test('the newest of each title that begins so, newest first', () => {
  const events = [
    event(1, 'bad line: value', '"a:x|c"'),
    event(2, 'bad line: type', '"a:1|x"'),
    event(3, 'container die'),
    event(4, 'bad line: value', '"b:x|c"'),
  ];
  assert.deepEqual(newestOf(events, 'bad line: '), [events[3], events[1]]);
  assert.deepEqual(newestOf([], 'bad line: '), []);
});

test('no more than are read', () => {
  const events = Array.from({ length: 20 }, (_, index) => event(index, `bad line: ${index}`));
  assert.deepEqual(
    newestOf(events, 'bad line: ').map(({ time }) => time),
    Array.from({ length: 12 }, (_, index) => 19 - index),
  );
});
