import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPartialLine } from '../../../../services/log-tailer/lines/partial-line.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

const append = (partial: ReturnType<typeof createPartialLine>, text: string) =>
  partial.append(Buffer.from(text), 0, text.length);

describe('createPartialLine', () => {
  it('joins pieces to one line', () => {
    const sink = createCollectingSink();
    const partial = createPartialLine(createLimits());
    append(partial, 'one ');
    append(partial, 'line\r');
    assert.equal(partial.open, true);
    partial.end(sink, 1);
    assert.deepEqual(sink.lines, ['one line 10']);
    assert.equal(partial.open, false);
  });

  it('holds no more than the limit, and counts the rest', () => {
    const sink = createCollectingSink();
    const limits = createLimits(8);
    const partial = createPartialLine(limits);
    append(partial, '12345');
    append(partial, '67890');
    append(partial, 'more');
    partial.end(sink, 1);
    assert.deepEqual(sink.lines, ['12345678 15']);
    assert.equal(limits.truncated, 1);
  });

  it('gives memory back when a line ends, and takes none that is not there', () => {
    const sink = createCollectingSink();
    const limits = createLimits(1_000_000, 1500);
    const [first, second] = [createPartialLine(limits), createPartialLine(limits)];
    append(first, 'first');
    append(second, 'second');
    second.end(sink, 1);
    first.end(sink, 1);
    append(second, 'third');
    second.end(sink, 1);
    assert.deepEqual(sink.lines, [' 7', 'first 6', 'third 6']);
    assert.equal(limits.truncated, 1);
    assert.equal(limits.room.left, 1500);
  });

  it('goes on from what an earlier run kept', () => {
    const sink = createCollectingSink();
    const before = createPartialLine(createLimits());
    assert.equal(before.keep(), undefined);
    append(before, 'begun ');
    const after = createPartialLine(createLimits(), before.keep());
    append(after, 'and ended');
    after.end(sink, 1);
    assert.deepEqual(sink.lines, ['begun and ended 16']);
  });

  it('keeps only the beginning of a long one, and how long it was', () => {
    const sink = createCollectingSink();
    const before = createPartialLine(createLimits());
    append(before, 'x'.repeat(20_000));
    const after = createPartialLine(createLimits(), before.keep());
    append(after, 'yyy');
    after.end(sink, 1);
    assert.deepEqual(sink.lines, [`${'x'.repeat(16_384)} 20004`]);
  });
});
