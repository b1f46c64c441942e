import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLineSplitter } from '../../../../services/log-tailer/lines/line-splitter.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

function split(chunks: readonly string[], maxLine?: number) {
  const sink = createCollectingSink();
  const splitter = createLineSplitter(sink, createLimits(maxLine));
  for (const chunk of chunks) splitter.feed(Buffer.from(chunk), 0, chunk.length);
  return { lines: sink.lines, splitter, take: sink.take };
}

describe('createLineSplitter', () => {
  it('finds the same lines wherever the chunks are cut', () => {
    const text = 'first\nsecond\r\n\nfourth\n';
    for (let cut = 0; cut <= text.length; cut++)
      assert.deepEqual(split([text.slice(0, cut), text.slice(cut)]).lines, ['first 6', 'second 8', ' 1', 'fourth 7']);
    assert.deepEqual(split([...text]).lines, ['first 6', 'second 8', ' 1', 'fourth 7']);
  });

  it('holds back what has no end, until it is told that nothing more comes', () => {
    const { splitter, take } = split(['a\nb']);
    assert.deepEqual(take(), ['a 2']);
    splitter.end();
    splitter.end();
    assert.deepEqual(take(), ['b 1']);
  });

  it('cuts a line over many chunks at the limit', () => {
    assert.deepEqual(split(['abc', 'def', 'ghi\nnext\n'], 4).lines, ['abcd 10', 'next 5']);
  });
});
