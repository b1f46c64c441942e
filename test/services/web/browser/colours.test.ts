import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coloursOf, compareLabels } from '../../../../services/web/browser/colours.ts';

test('what means the same has the same colour everywhere', () => {
  assert.deepEqual(coloursOf(['error', 'warn', '5xx', '4xx']), ['--bad', '--warn', '--bad', '--warn']);
  assert.deepEqual(coloursOf(['iowait', 'user']), ['--bad', '--series-0']);
});

test('names keep their colour whatever order they come in', () => {
  const labels = ['web', 'db', 'cache', 'worker', 'api'];
  const colours = coloursOf(labels);
  assert.deepEqual(coloursOf(labels.toReversed()), colours.toReversed());
  assert.equal(new Set(colours).size, labels.length);
});

test('up to twelve names are told apart; beyond that colours come again', () => {
  const labels = Array.from({ length: 30 }, (_, index) => `container-${index}`);
  assert.equal(new Set(coloursOf(labels.slice(0, 12))).size, 12);
  assert.ok(coloursOf(labels).every(colour => /^--series-\d+$/.test(colour)));
});

test('one line alone has the first colour, unless it means something', () => {
  assert.deepEqual([...coloursOf(['web']), ...coloursOf(['error'])], ['--series-0', '--bad']);
});

test('a name that objects know is a name like any other', () => {
  assert.ok(coloursOf(['constructor', '__proto__']).every(colour => /^--series-\d+$/.test(colour)));
});

test('what has a meaning is stacked in its order, before all else by name', () => {
  const labels = ['unknown', 'web10', 'error', 'idle', 'web9', 'user', 'warn'];
  assert.deepEqual(labels.sort(compareLabels), ['user', 'error', 'warn', 'unknown', 'idle', 'web9', 'web10']);
});
