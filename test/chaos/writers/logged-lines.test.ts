import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLoggedLines } from './logged-lines.ts';

const record = (log: string, stream = 'stdout') =>
  `${JSON.stringify({ log, stream, time: '2026-11-21T12:00:00.5Z' })}\n`;
const line = (n: number, filler = 'xx') => `chaos gzip b${Math.floor((n - 1) / 10)} n${n} ${filler}\n`;
const read = (...files: string[]) => readLoggedLines(files, { name: 'gzip', lines: 25 });

test('lines are counted by block, whatever file they lie in', () => {
  assert.deepEqual(read(record(line(1)) + record(line(2), 'stderr'), '', record(line(11))), {
    entries: 3,
    blocks: new Map([
      [0, { lines: 2, numbers: 3 }],
      [1, { lines: 1, numbers: 11 }],
    ]),
    unexpected: [],
  });
});

test('a line in pieces is one, also over two files, and the other stream stays out of it', () => {
  const [first, rest] = [line(3).slice(0, 18), line(3).slice(18)];
  const { entries, blocks } = read(record(first) + record(line(4), 'stderr'), record(rest));
  assert.equal(entries, 2);
  assert.deepEqual(blocks.get(0), { lines: 2, numbers: 7 });
});

test('a line of which the begin or the end was lost is a line, and has a number if that is there', () => {
  const { entries, blocks } = read(record('haos gzip b0 n5 xx\n') + record('x\n') + record('chaos gzip b0 n6 xxxx'));
  assert.equal(entries, 3);
  assert.deepEqual(blocks.get(0), { lines: 1, numbers: 6 });
});

test('of half a record nothing counts but a whole one behind it', () => {
  const torn = record(line(7)).slice(0, 30);
  const { entries, blocks } = read(`${torn}${record(line(8))}\0\0\0${record(line(9))}${torn}`, record(line(10)));
  assert.equal(entries, 3);
  assert.deepEqual(blocks.get(0), { lines: 3, numbers: 27 });
});

test('what no program wrote, or what is there twice, is told', () => {
  assert.deepEqual(read(record(line(7)) + record(line(26)) + record(line(7))).unexpected, [26, 7]);
});
