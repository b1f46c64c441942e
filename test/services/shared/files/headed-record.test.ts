import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headedRecord, readHeadedRecord } from '../../../../services/shared/files/headed-record.ts';

const payloadOf = (...parts: Parameters<typeof headedRecord>) =>
  Buffer.concat(headedRecord(...parts).map(part => Buffer.from(part)));

test('a head is a line of JSON, the body what follows', () => {
  const payload = payloadOf({ number: 3, text: 'two\nlines' }, Buffer.from('a:1|c\n'), Buffer.from('b:2|c\n'));
  assert.equal(payload.toString(), '{"number":3,"text":"two\\nlines"}\na:1|c\nb:2|c\n');
  const read = readHeadedRecord(payload);
  assert.deepEqual(read?.head, { number: 3, text: 'two\nlines' });
  assert.equal(read?.body.toString(), 'a:1|c\nb:2|c\n');
});

test('without a body there is an empty one', () => {
  assert.equal(readHeadedRecord(payloadOf({ settled: 0 }))?.body.length, 0);
});

test('what has no head is none', () => {
  for (const text of ['', 'no head', '{"cut\n', '\n{}'])
    assert.equal(readHeadedRecord(Buffer.from(text)), undefined, text);
});
