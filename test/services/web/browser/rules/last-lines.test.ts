import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptLine } from '../../../../../services/shared/logs/source-status.ts';
import { lastLines } from '../../../../../services/web/browser/rules/last-lines.ts';

const line = (number: number, text: string, more: readonly string[] = []): KeptLine => ({
  number,
  time: 7,
  level: 'error',
  text,
  cut: false,
  ...(more.length > 0 && { more: more.map(text => ({ text, cut: false })) }),
});

test('error lines and samples are one list in the order of the log, each line of an entry by itself and once', () => {
  const errorLines = [line(2, 'Traceback:', ['KeyError: 1']), line(4, 'Traceback:', ['ValueError: 2'])];
  const sampleLines = [line(1, 'a'), line(2, 'Traceback:'), line(3, 'b')];
  assert.deepEqual(lastLines({ errorLines, sampleLines }), {
    lines: ['a', 'Traceback:', 'KeyError: 1', 'b', 'Traceback:', 'ValueError: 2'],
    leftOut: 0,
  });
});

test('of entries that are alike one is enough, and a line whose end is not known is left out', () => {
  const long: KeptLine = { ...line(4, 'x'.repeat(2048)), cut: true };
  const errorLines = [line(1, 'a', ['b']), line(3, 'a', ['b']), long];
  const sampleLines = [line(2, 'a'), long, { ...line(5, 'c'), more: [{ text: 'y', cut: true }] }];
  assert.deepEqual(lastLines({ errorLines, sampleLines }), { lines: ['a', 'b', 'a', 'c'], leftOut: 2 });
});
