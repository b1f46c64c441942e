import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration, parseDuration } from '../../../services/shared/duration.ts';

test('a number and a unit become milliseconds', () => {
  const cases: [string, number][] = [
    ['0s', 0],
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5h', 5_400_000],
    ['1.001s', 1001],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['1y', 31_536_000_000],
  ];
  for (const [text, expected] of cases) assert.equal(parseDuration(text), expected, text);
});

test('anything else is no length of time', () => {
  for (const text of ['', '10', 's', '-1s', '1 s', '1S', '1e3s', '.5s', '1.s', '1s ', '1s\n', '1h30m', 'constructor'])
    assert.equal(parseDuration(text), undefined, JSON.stringify(text));
});

test('milliseconds are said in the largest unit that is exact', () => {
  const cases: [number, string][] = [
    [0, '0ms'],
    [1, '1ms'],
    [1500, '1500ms'],
    [60_000, '1m'],
    [90_000, '90s'],
    [86_400_000, '1d'],
    [604_800_000, '1w'],
    [31_536_000_000, '1y'],
  ];
  for (const [milliseconds, expected] of cases) {
    assert.equal(formatDuration(milliseconds), expected);
    assert.equal(parseDuration(expected), milliseconds);
  }
});
