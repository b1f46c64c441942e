import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClientId } from '../../../../services/shared/delivery/client-id.ts';
import {
  answerOf,
  clientOf,
  greetingOf,
  headOf,
  longestBatch,
  longestLine,
  parseAnswer,
  parseHead,
} from '../../../../services/shared/delivery/protocol.ts';

test('these are the lines of the protocol', () => {
  assert.equal(greetingOf('tailer.12345678'), 'tidegauge batches 1 tailer.12345678\n');
  assert.equal(headOf({ number: 7, lines: Buffer.from('a:1|c\n') }), '7 6\n');
  assert.equal(answerOf(0), '0\n');
});

test('what is said is understood', () => {
  const client = createClientId('log-tailer');
  assert.equal(clientOf(greetingOf(client).trimEnd()), client);
  assert.ok(greetingOf('x'.repeat(100)).length <= longestLine);
  assert.deepEqual(parseHead('7 6'), { number: 7, length: 6 });
  assert.deepEqual(parseHead(`999999999999999 ${longestBatch}`), { number: 999_999_999_999_999, length: longestBatch });
  assert.deepEqual([parseAnswer('0'), parseAnswer('12')], [0, 12]);
});

for (const line of [
  '',
  'a:1|c',
  'tidegauge batches 1 short',
  'tidegauge batches 2 tailer.12345678',
  `tidegauge batches 1 ${'x'.repeat(101)}`,
  'tidegauge batches 1 tailer 12345678',
])
  test(`${JSON.stringify(line)} is no greeting`, () => assert.equal(clientOf(line), undefined));

for (const line of [
  '',
  '1',
  '0 5',
  '1 0',
  '01 5',
  '-1 5',
  '1 5 ',
  ' 1 5',
  '1.5 5',
  '1e3 5',
  `1 ${longestBatch + 1}`,
  '1234567890123456 5',
])
  test(`${JSON.stringify(line)} is no head of a batch`, () => assert.equal(parseHead(line), undefined));

for (const line of ['', '-1', '1 ', 'HTTP/1.1 400 Bad Request', '1234567890123456'])
  test(`${JSON.stringify(line)} is no answer`, () => assert.equal(parseAnswer(line), undefined));
