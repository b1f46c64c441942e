import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type DumpEntry, dump } from '../../../../services/statsd-server/management/dump.ts';

const names = ['a', 'B_9', 'a.b', '9a', "it's", `"'\``, 'a;env=prod', 'é', 'tab\t', '__proto__', 'x'.repeat(60), ''];
const numbers = [0, -0, 1, -2.5, 1e21, 1e-7, 123_456_789];
const lists = [[], [1], [1, 2, 3, 4, 5, 6, 7], Array.from({ length: 101 }, (_, index) => index * 0.1), [1e21, -0]];

const expected = (entries: readonly DumpEntry[]) => `${inspect(Object.fromEntries(entries))}\n`;

test('a dump is what util.inspect makes of an object', () => {
  for (let count = 0; count < 60; count++) {
    const ofNumbers = Array.from(
      { length: count },
      (_, index): DumpEntry => [names[index] ?? `n${index}`, numbers[index % numbers.length]!],
    );
    const short = ofNumbers.map(([, value], index): DumpEntry => [String.fromCodePoint(0x61 + index), value]);
    const ofLists = ofNumbers.map(([name], index): DumpEntry => [name, lists[index % lists.length]!]);
    for (const entries of [ofNumbers, short, ofLists, ofNumbers.slice(-1), ofLists.slice(-1)])
      assert.equal([...dump(entries)].join(''), expected(entries));
  }
});

test('entries that just fit into a line of 80 characters, and one more, break as they do there', () => {
  for (let length = 1; length < 80; length++) {
    const entries: DumpEntry[] = [
      ['a', 1],
      ['b'.repeat(length), 2],
    ];
    assert.equal([...dump(entries)].join(''), expected(entries));
  }
});

test('series of one name get a line each', () => {
  assert.equal(
    [
      ...dump([
        ['a', [1]],
        ['a', [2]],
      ]),
    ].join(''),
    '{ a: [ 1 ], a: [ 2 ] }\n',
  );
});

test('a dump of many entries comes in small pieces, and no entry is asked for before it is needed', () => {
  let asked = 0;
  function* counters(): Generator<DumpEntry> {
    for (; ; asked++) yield [`counter.${asked}`, asked];
  }
  const pieces = dump(counters());
  const { value } = pieces.next();
  assert.ok(typeof value === 'string' && value.length < 17_000);
  assert.ok(asked < 1000);
});
