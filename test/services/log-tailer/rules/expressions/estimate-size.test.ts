import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateSize } from '../../../../../services/log-tailer/rules/expressions/estimate-size.ts';

test('a size is that of the parts, each as often as it is repeated', () => {
  const sizes: readonly (readonly [source: string, size: number])[] = [
    ['', 0],
    ['abc', 3],
    ['a+b*c?', 6],
    ['a{3}', 6],
    ['a{2,}', 6],
    ['a{2,5}?', 10],
    ['a{,5}', 5],
    ['x{0}', 2],
    ['(?<name>ab)', 4],
    ['(?:ab|cd){1000}', 8000],
    ['((a{9}){9}){9}', 1728],
    ['[a-z(){99}]', 1],
    ['[\\]{99}]', 1],
    ['\\({3}', 6],
    ['\\p{Lu}\\x{1F600}\\u{41}', 3],
    ['a{1000}'.repeat(100), 200_000],
    [')', 2],
    ['((', 0],
  ];
  for (const [source, size] of sizes) assert.equal(estimateSize(source), size, source);
});
