import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readQuantity } from '../../../../services/log-tailer/rules/quantity.ts';

test('numbers with a unit and without', () => {
  const expected: [text: string, value: number, of: string][] = [
    ['12', 12, 'plain'],
    ['-3.5', -3.5, 'plain'],
    ['1e3', 1000, 'plain'],
    [' 7 ', 7, 'plain'],
    ['12ms', 12, 'time'],
    ['1.5s', 1500, 'time'],
    ['1.5 s', 1500, 'time'],
    ['250us', 0.25, 'time'],
    ['250µs', 0.25, 'time'],
    ['250μs', 0.25, 'time'],
    ['3 minutes', 180_000, 'time'],
    ['1m30.5s', 90_500, 'time'],
    ['1h0m0.5s', 3_600_500, 'time'],
    ['3.4 MB', 3_400_000, 'size'],
    ['2 KiB', 2048, 'size'],
    ['512 bytes', 512, 'size'],
    ['45%', 0.45, 'share'],
    ['45 %', 0.45, 'share'],
  ];
  for (const [text, value, of] of expected) assert.deepEqual(readQuantity(text), { value, of }, text);
});

test('anything else is none', () => {
  for (const text of [
    '',
    'x',
    '1,5',
    '1.2.3',
    '12 apples',
    '3M',
    'ms',
    '1s2B',
    '2KiB3KiB',
    '1s!',
    '0x10',
    'Infinity',
    '1e400',
    '1 constructor',
    '9'.repeat(100_000),
  ])
    assert.equal(readQuantity(text), undefined, text.slice(0, 20));
});
