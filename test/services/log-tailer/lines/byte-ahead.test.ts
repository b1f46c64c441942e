import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createByteAhead } from '../../../../services/log-tailer/lines/byte-ahead.ts';

const sign = 0x23;
const line = 'abcdefgh\n';
/** Lines, of which those of these numbers have the byte. */
const textOf = (count: number, ...marked: readonly number[]) =>
  Buffer.from(Array.from({ length: count }, (_, index) => (marked.includes(index) ? 'abcdefg#\n' : line)).join(''));

/** The numbers of the lines of a chunk in which the byte may lie. */
function marked(ahead: ReturnType<typeof createByteAhead>, buffer: Buffer, start = 0): number[] {
  const found: number[] = [];
  for (let at = start; at < buffer.length; at += line.length)
    if (ahead.mayLieIn(buffer, at, at + line.length - 1)) found.push((at - start) / line.length);
  return found;
}

test('in a chunk only the lines that have the byte may have it', () => {
  const ahead = createByteAhead(sign);
  for (const numbers of [[], [0], [99], [3, 4, 50]]) {
    const buffer = textOf(100, ...numbers);
    ahead.within({ buffer, start: 0, end: buffer.length });
    assert.deepEqual(marked(ahead, buffer), numbers);
  }
});

test('a buffer may be used anew: what was found in it is forgotten with its chunk', () => {
  const ahead = createByteAhead(sign);
  const buffer = textOf(10);
  ahead.within({ buffer, start: 0, end: buffer.length });
  assert.equal(ahead.mayLieIn(buffer, 0, 5), false);
  ahead.within(undefined);
  textOf(10, 0).copy(buffer);
  assert.equal(ahead.mayLieIn(buffer, 0, 5), true);
  ahead.within({ buffer, start: 0, end: buffer.length });
  assert.deepEqual(marked(ahead, buffer), [0]);
});

test('of what lies elsewhere nothing is known', () => {
  const ahead = createByteAhead(sign);
  const buffer = textOf(10);
  assert.equal(ahead.mayLieIn(buffer, 0, 8), true);
  ahead.within({ buffer, start: 18, end: 54 });
  assert.equal(ahead.mayLieIn(buffer, 9, 17), true);
  assert.equal(ahead.mayLieIn(buffer, 54, 62), true);
  assert.equal(ahead.mayLieIn(textOf(10), 18, 26), true);
  assert.equal(ahead.mayLieIn(buffer, 18, 26), false);
});

test('a byte that is frequent is not looked for again and again', () => {
  const ahead = createByteAhead(sign);
  const every = Array.from({ length: 100 }, (_, index) => 2 * index);
  const buffer = textOf(200, ...every);
  ahead.within({ buffer, start: 0, end: buffer.length });
  const found = marked(ahead, buffer);
  assert.deepEqual(found.slice(0, 60), every.slice(0, 60));
  assert.deepEqual(found.slice(-10), [190, 191, 192, 193, 194, 195, 196, 197, 198, 199]);
});
