import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFullLine } from '../../../../services/statsd-server/parser/full-line.ts';
import { createMetricLine, type MetricLine } from '../../../../services/statsd-server/parser/metric-line.ts';
import { readQuickLine } from '../../../../services/statsd-server/parser/quick-line.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { below, pick } from '../property/lines.ts';

const lines = 300_000;
const names = ['a', 'some.name', 'a|b', 'a,x=1', '_a', '', 'é', 'a b', 'a\r', '#'];
const values = [
  '1',
  '0',
  '-0',
  '+5',
  '-2',
  '1.5',
  '.5',
  '5.',
  '.',
  '-.5',
  '',
  '+',
  '007',
  '1e3',
  '1:2',
  '999999999999999',
];
const longValues = ['9999999999999999', '0.000000000000001', '12345678901234.5', '1_0', ' 1', '0x1', 'NaN', '1..2'];
const types = ['c', 'g', 'ms', 'h', 'd', 's', 'm', 'mx', 'cc', '', 'x'];
const sections = [
  '|@0.5',
  '|@1',
  '|@2',
  '|@',
  '|@1e-1',
  '|@.5',
  '|#x:1',
  '|#',
  '|#y',
  '|#a:b,c:d',
  '|T123',
  '|T',
  '|T1.5',
];
const more = [
  '|T99999999999999999',
  '|c:id',
  '|e:x',
  '|card:low',
  '|',
  '\r',
  '|#x\ry',
  '|x',
  ':2|ms',
  '|@0.5:3|c',
  '|T12x',
];

/** What a line says, whatever read it: with the texts of its ranges, so that empty ones are the same wherever they are. */
function said(line: MetricLine, start: number) {
  const text = (from: number, to: number) => line.buffer.toString('latin1', from, to);
  return {
    name: text(line.nameStart, line.nameEnd),
    tags: text(line.tagsStart, line.tagsEnd),
    valueText: text(line.valueStart, line.valueEnd),
    ends: line.end - start,
    hash: line.hash,
    type: line.type,
    value: line.value,
    signed: line.signed,
    rate: line.rate,
    timestamp: line.timestamp,
  };
}

/** By the whole grammar, as the parser asks it: undefined when that is not one value. */
function readFully(buffer: Buffer, start: number, end: number) {
  const found: ReturnType<typeof said>[] = [];
  const line = createMetricLine();
  const read = createFullLine({
    line,
    now: () => 0,
    keepOrigin: () => true,
    receiver: { metric: () => void found.push(said(line, start)), event: () => {}, bad: () => {} },
  });
  const reason = read(buffer, start, end);
  return reason === undefined && found.length === 1 ? found[0] : undefined;
}

test('whatever the quick way reads, the whole grammar reads as just the same', () => {
  const random = seededRandom(3);
  const line = createMetricLine();
  let quick = 0;
  for (let number = 0; number < lines; number++) {
    const rest = Array.from({ length: below(random, 5) }, () => pick(random, random() < 0.8 ? sections : more)).join(
      '',
    );
    const value = pick(random, random() < 0.8 ? values : longValues);
    const text = `${pick(random, names)}:${value}|${pick(random, types)}${rest}`;
    // What stands before and behind the line is another's, also where there is no line feed between.
    const before = pick(random, ['', 'x:1|c\n', '9']);
    const behind = pick(random, ['', '\n', '\nx:1|c', '|@0.5', '|#t:1', '5|c', ':1|c', '.5|c', 's']);
    const buffer = Buffer.from(`${before}${text}${behind}`);
    const start = before.length;
    const textEnd = start + Buffer.byteLength(text);
    const end = behind.startsWith('\n') ? buffer.length : textEnd;
    const ended = readQuickLine(line, buffer, start, end);
    if (ended < 0) continue;
    quick += 1;
    assert.equal(ended, textEnd, JSON.stringify(text));
    assert.deepEqual(said(line, start), readFully(buffer, start, textEnd), JSON.stringify(text));
  }
  assert.ok(quick > lines / 15, `${quick} read quickly`);
});

test('cut off anywhere, a line is read by the bytes it has and none behind', () => {
  const line = createMetricLine();
  const text = Buffer.from('name:-12.5|ms|@0.25|#env:prod|T1700000000');
  for (let end = 1; end <= text.length; end++) {
    const ended = readQuickLine(line, text, 0, end);
    if (ended >= 0) assert.deepEqual(said(line, 0), readFully(text, 0, end), text.toString('latin1', 0, end));
    const alone = Buffer.from(text.subarray(0, end));
    assert.equal(ended, readQuickLine(line, alone, 0, end), text.toString('latin1', 0, end));
  }
});
