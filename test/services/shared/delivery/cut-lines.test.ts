import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutLines } from '../../../../services/shared/delivery/cut-lines.ts';

for (const [lines, pieces] of [
  ['', []],
  ['abc\n', ['abc\n']],
  ['a\nb\nc\n', ['a\nb\n', 'c\n']],
  ['abc\nd\n', ['abc\n', 'd\n']],
  ['abcdef\ng\n', ['abcdef\n', 'g\n']],
  ['abcdef', ['abcdef']],
] as const)
  test(`${JSON.stringify(lines)} in pieces of 4 bytes`, () => {
    assert.deepEqual(cutLines(Buffer.from(lines), 4).map(String), pieces);
  });
