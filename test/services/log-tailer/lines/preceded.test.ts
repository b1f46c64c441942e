import assert from 'node:assert/strict';
import { it } from 'node:test';
import { preceded } from '../../../../services/log-tailer/lines/preceded.ts';
import { scanLines } from '../../../../services/log-tailer/lines/scan-lines.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

it('puts the prefix before the first line, and before no other', () => {
  const sink = createCollectingSink();
  const limits = createLimits();
  scanLines(Buffer.from('lo\nworld\n'), 0, 9, preceded(Buffer.from('hel'), sink, limits), limits);
  assert.deepEqual(sink.lines, ['hello 6', 'world 6']);
});

it('changes nothing without a prefix', () => {
  const sink = createCollectingSink();
  const limits = createLimits();
  scanLines(Buffer.from('a\n'), 0, 2, preceded(Buffer.alloc(0), sink, limits), limits);
  assert.deepEqual(sink.lines, ['a 2']);
});
