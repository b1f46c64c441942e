import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTimestamp } from '../../../../services/shared/delivery/timestamp.ts';

const stamped = (lines: string) => withTimestamp(Buffer.from(lines), 1_767_225_600_999).toString();

test('every metric gets the whole second in which it was said', () => {
  assert.equal(
    stamped('a:1|c\nb:-2|g|#host:h,größe:日\nc:3|ms|@0.5|#k:v\n'),
    'a:1|c|T1767225600\nb:-2|g|#host:h,größe:日|T1767225600\nc:3|ms|@0.5|#k:v|T1767225600\n',
  );
});

test('events and service checks have a time of their own', () => {
  const lines = '_e{1,1}:a|b|d:1|#x:y\n_sc|db|0|d:1\n';
  assert.equal(stamped(lines), lines);
  assert.equal(stamped(`${lines}_e:1|c\n_e{1,3}:a|b\rc|d:1\n`), `${lines}_e:1|c|T1767225600\n_e{1,3}:a|b\rc|d:1\n`);
});

test('a last line needs no line feed, and an empty one stays empty', () => {
  assert.equal(stamped('a:1|c\n\nb:1|c'), 'a:1|c|T1767225600\n\nb:1|c|T1767225600');
  assert.equal(stamped(''), '');
});

test('bytes that are no text stay what they are', () => {
  const line = Buffer.from([0x61, 0xff, 0xc3, 0x0d, 0x3a, 0x31]);
  assert.deepEqual(withTimestamp(line, 1000), Buffer.concat([line, Buffer.from('|T1')]));
});
