import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../../services/shared/parse-json.ts';

test('says what JSON says, and nothing for what is none', () => {
  assert.deepEqual(parseJson('{"a":[1,null]}'), { a: [1, null] });
  assert.equal(parseJson('null'), null);
  assert.equal(parseJson('{"a":'), undefined);
  assert.equal(parseJson(''), undefined);
});
