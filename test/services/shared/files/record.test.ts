import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  frame,
  headerLength,
  longestPayload,
  recordLength,
  unframe,
} from '../../../../services/shared/files/record.ts';

test('a record is length, checksum, payload', () => {
  assert.equal(frame('123456789').toString('hex'), '090000002639f4cb313233343536373839');
  const record = frame('{"é":1}');
  assert.equal(recordLength(record), record.length);
  assert.equal(unframe(record)?.toString(), '{"é":1}');
});

test('a record of which any byte changed, or is missing, is damaged', () => {
  const whole = frame('[1,2]');
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 0x10;
    assert.equal(unframe(changed), undefined, `byte ${at}`);
    if (at >= headerLength) assert.equal(unframe(whole.subarray(0, at)), undefined, `${at} bytes`);
  }
});

test('a length beyond that of any record is none', () => {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(longestPayload + 1);
  assert.equal(recordLength(header), undefined);
});
