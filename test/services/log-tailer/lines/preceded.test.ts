import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createPartialLine } from '../../../../services/log-tailer/lines/partial-line.ts';
import { preceded } from '../../../../services/log-tailer/lines/preceded.ts';
import { scanLines } from '../../../../services/log-tailer/lines/scan-lines.ts';
import { createCollectingSink, createLimits } from '../collecting-sink.ts';

it('puts what had begun before the first line, and before no other', () => {
  const sink = createCollectingSink();
  const limits = createLimits();
  const begun = createPartialLine(limits);
  begun.append(Buffer.from('hel'), 0, 3);
  scanLines(Buffer.from('lo\r\nworld\n'), 0, 10, preceded(begun, sink), limits);
  assert.deepEqual(sink.lines, ['hello 7', 'world 6']);
});

it('changes nothing where nothing had begun', () => {
  const sink = createCollectingSink();
  const limits = createLimits();
  scanLines(Buffer.from('a\n'), 0, 2, preceded(createPartialLine(limits), sink), limits);
  assert.deepEqual(sink.lines, ['a 2']);
});
