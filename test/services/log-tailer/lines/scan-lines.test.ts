import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanLines } from '../../../../services/log-tailer/lines/scan-lines.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

function scan(text: string | Buffer, { start = 0, end = text.length, maxLine = 100 } = {}) {
  const sink = createCollectingSink();
  const limits = createLimits(maxLine);
  const rest = scanLines(Buffer.from(text), start, end, sink, limits);
  return { lines: sink.lines, rest, truncated: limits.truncated };
}

describe('scanLines', () => {
  it('hands on complete lines with the bytes they took, and tells where the rest begins', () => {
    assert.deepEqual(scan('one\n\nthree\nfou'), { lines: ['one 4', ' 1', 'three 6'], rest: 11, truncated: 0 });
  });

  it('takes the carriage return before a line feed for a part of the line end, and no other', () => {
    assert.deepEqual(scan('a\r\n\r\nb\rc\n').lines, ['a 3', ' 2', 'b\rc 4']);
  });

  it('looks at the bytes between start and end only', () => {
    assert.deepEqual(scan('x\ny\nz\n', { start: 2, end: 5 }), { lines: ['y 2'], rest: 4, truncated: 0 });
  });

  it('cuts a line at the limit, and counts all of its bytes', () => {
    assert.deepEqual(scan('12345\n123456\n1234\r\n', { maxLine: 4 }), {
      lines: ['1234 6', '1234 7', '1234 6'],
      rest: 19,
      truncated: 2,
    });
  });

  it('passes NULs and invalid UTF-8 on as they are', () => {
    const bytes: string[] = [];
    const sink = {
      line: (buffer: Buffer, start: number, end: number) => void bytes.push(buffer.toString('hex', start, end)),
    };
    scanLines(Buffer.from('00ff000ac3280a', 'hex'), 0, 7, sink, createLimits());
    assert.deepEqual(bytes, ['00ff00', 'c328']);
  });

  it('says in which chunk the lines lie, and when that ended, whatever became of them', () => {
    const told: unknown[] = [];
    const buffer = Buffer.from('line\n'.repeat(1000));
    const sink = {
      line: () => assert.fail('a line that cannot be taken'),
      within: (chunk: unknown) => void told.push(chunk),
    };
    assert.throws(() => scanLines(buffer, 5, 4800, sink, createLimits()), /cannot be taken/);
    assert.deepEqual(told, [{ buffer, start: 5, end: 4800 }, undefined]);
  });

  it('says nothing of few lines', () => {
    const sink = { line() {}, within: () => assert.fail('a chunk') };
    scanLines(Buffer.from('line\n'.repeat(100)), 0, 500, sink, createLimits());
  });
});
