import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacketOrLineSplitter } from '../../../../services/statsd-server/listeners/packet-splitter.ts';

/** What comes out of a stream that comes in pieces, `broken` included. */
function split(pieces: readonly Buffer[]) {
  const out: string[] = [];
  const splitter = createPacketOrLineSplitter(() => 20, {
    lines: (buffer, start, end) => out.push(buffer.toString('latin1', start, end)),
    broken: () => out.push('broken'),
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return out;
}

function head(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

const packets = (...texts: string[]) => Buffer.concat(texts.flatMap(text => [head(text.length), Buffer.from(text)]));

/** Every way to cut `bytes` into three. */
function* cuts(bytes: Buffer): Generator<Buffer[]> {
  for (let first = 0; first <= bytes.length; first++)
    for (let second = first; second <= bytes.length; second++)
      yield [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
}

test('packets come out whole wherever the stream was cut', () => {
  for (const pieces of cuts(packets('a:1|c\nb:2|c', '', 'c:3|ms', 'd:4|g\n')))
    assert.deepEqual(split(pieces), ['a:1|c\nb:2|c', 'c:3|ms', 'd:4|g\n']);
});

test('what begins with no length is lines, wherever it was cut', () => {
  for (const text of ['a:1|c\nbb:2|c\nlast:3|c', 'a:1', '\n', ''])
    for (const pieces of cuts(Buffer.from(text)))
      assert.deepEqual(
        split(pieces)
          .flatMap(lines => lines.split('\n'))
          .filter(line => line !== ''),
        text.split('\n').filter(line => line !== ''),
      );
});

test('the longest packet there can be is one', () => {
  const text = 'x'.repeat(65_535);
  assert.deepEqual(split([packets(text, 'a:1|c')]), [text, 'a:1|c']);
});

test('nothing is used of a packet that was cut off, nor of what follows one that is too long', () => {
  const whole = packets('a:1|c', 'b:2|c');
  assert.deepEqual(split([whole.subarray(0, -1)]), ['a:1|c', 'broken']);
  assert.deepEqual(split([whole.subarray(0, 11)]), ['a:1|c', 'broken']);
  assert.deepEqual(split([packets('a:1|c'), head(65_536), Buffer.from('b:2|c\n'), packets('c:3|c')]), [
    'a:1|c',
    'broken',
  ]);
});
