import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counts, Stored } from './counts.ts';
import { compare, isExact, killTable, sourceTable } from './report.ts';

/** 25 lines in blocks of 10, as the store should have them. */
const exact: readonly [number, Stored][] = [
  [0, { lines: 10, numbers: 55 }],
  [1, { lines: 10, numbers: 155 }],
  [2, { lines: 5, numbers: 115 }],
];
const written = { plan: { name: 'rename', blockLines: 10 }, log: '/logs/rename.log', written: 25, rotations: 2 };

/** The store's answer with some blocks other than they should be. */
function counts(changed: readonly [number, Stored][] = [], lines = 25): Counts {
  const blocks = new Map([['rename', new Map([...exact, ...changed])]]);
  return { blocks, logs: new Map([['/logs/rename.log', lines]]), behind: 0 };
}

test('what is stored as it was written is exact', () => {
  const result = compare(written, counts());
  assert.deepEqual(result, {
    source: 'rename',
    rotations: 2,
    written: 25,
    byRule: 25,
    surplusByLog: 0,
    wrong: [],
    unlogged: 0,
  });
  assert.ok(isExact(result));
});

test('a line that is missing or doubled is named by the sum of the numbers', () => {
  const wrong = (block: number, stored: Stored) => compare(written, counts([[block, stored]])).wrong;
  assert.deepEqual(wrong(1, { lines: 9, numbers: 155 - 17 }), ['-1 lines around 17 (of 11 to 20)']);
  assert.deepEqual(wrong(0, { lines: 11, numbers: 55 + 4 }), ['+1 lines around 4 (of 1 to 10)']);
  assert.deepEqual(wrong(2, { lines: 3, numbers: 115 - 22 - 24 }), ['-2 lines around 23 (of 21 to 25)']);
});

test('one line lost and another doubled, which the number of lines does not show, is not exact', () => {
  const result = compare(written, counts([[0, { lines: 10, numbers: 55 + 3 }]]));
  assert.deepEqual(result.wrong, ['+3 in the sum of the numbers 1 to 10']);
  assert.ok(!isExact(result));
});

test('neither is a line that nobody wrote, one that only the rule counted, or a store without an answer', () => {
  const unknown = compare(written, counts([[7, { lines: 1, numbers: 71 }]]));
  assert.deepEqual(unknown.wrong, ['1 lines of block 7, which was never written']);
  assert.ok(!isExact(compare(written, counts([], 24))));
  assert.ok(!isExact(compare(written, undefined)));
});

test('of what a killed engine did not log nothing is expected', () => {
  const blocks = new Map([...exact, [1, { lines: 8, numbers: 155 - 14 - 15 }]] as const);
  const logged = { entries: 24, blocks, unexpected: [] };
  const result = compare({ ...written, logged }, counts([[1, { lines: 8, numbers: 126 }]], 24));
  assert.ok(isExact(result));
  assert.match(
    sourceTable([result]),
    /^rename +2 +23 +23 +0 +0\n {2}rename: 2 lines more that the killed engine did not log$/m,
  );
  assert.deepEqual(compare({ ...written, logged }, counts()).wrong, ['+2 lines around 15 (of 11 to 20)']);
  assert.deepEqual(compare({ ...written, logged }, counts([[1, { lines: 8, numbers: 126 }]])).surplusByLog, 1);
});

test('a log with lines that nobody wrote is not exact', () => {
  const logged = { entries: 25, blocks: new Map(exact), unexpected: [26] };
  assert.deepEqual(compare({ ...written, logged }, counts()).wrong, [
    'line 26 is in the log without having been written, or twice',
  ]);
});

test('the tables', () => {
  assert.equal(
    sourceTable([compare(written, counts([[1, { lines: 9, numbers: 138 }]], 24))]),
    [
      'source  rotations  written  stored  difference  in log.lines',
      'rename  2          25       24      -1          -1',
      '  rename: -1 lines around 17 (of 11 to 20)',
      '',
    ].join('\n'),
  );
  const rotation = 'rename 30 ms ago';
  assert.equal(
    killTable([{ at: 2040, target: 'log-tailer', ran: 3650, down: 670, written: 25, waiting: '', rotation, said: '' }]),
    [
      'at s  killed      ran s  down s  lines written  files waiting  last rotation     it had said last',
      '2.04  log-tailer  3.65   0.67    25             -              rename 30 ms ago  -',
      '',
    ].join('\n'),
  );
});
