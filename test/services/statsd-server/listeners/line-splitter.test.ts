import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineSplitter } from '../../../../services/statsd-server/listeners/line-splitter.ts';

function split(pieces: string[], maxLineBytes = 10) {
  const lines: string[] = [];
  const splitter = createLineSplitter(
    () => maxLineBytes,
    (buffer, start, end) =>
      lines.push(
        ...buffer
          .toString('latin1', start, end)
          .split('\n')
          .filter(line => line !== ''),
      ),
  );
  for (const piece of pieces) splitter.push(Buffer.from(piece, 'latin1'));
  splitter.end();
  return lines;
}

test('the same lines come out wherever the stream was cut', () => {
  const text = 'a:1|c\nbb:22|g\n\nccc:3|ms\nlast:9|c';
  const lines = ['a:1|c', 'bb:22|g', 'ccc:3|ms', 'last:9|c'];
  for (let first = 0; first <= text.length; first++)
    for (let second = first; second <= text.length; second++)
      assert.deepEqual(split([text.slice(0, first), text.slice(first, second), text.slice(second)]), lines);
});

test('of a line too long two bytes more than the bound is kept, and the next line is whole again', () => {
  assert.deepEqual(split(['x'.repeat(6), 'x'.repeat(500), 'x'.repeat(500), 'x\nok:1|c\n']), ['x'.repeat(12), 'ok:1|c']);
});

test('a bound that is raised holds for the next line of a stream that is there: none is cut to the old one', () => {
  const lines: string[] = [];
  let most = 10;
  const splitter = createLineSplitter(
    () => most,
    (buffer, start, end) => lines.push(buffer.toString('latin1', start, end)),
  );
  splitter.push(Buffer.from('a:1'));
  splitter.push(Buffer.from('|c\n'));
  most = 100;
  splitter.push(Buffer.from('b:1|c|#x:'));
  splitter.push(Buffer.from(`${'y'.repeat(50)}\n`));
  assert.deepEqual(lines, ['a:1|c', `b:1|c|#x:${'y'.repeat(50)}`]);
});
