import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statsd } from '../../../../../dashboards/statsd.ts';
import { rowsOf } from '../../../../../services/web/browser/page/rows.ts';

const plain = statsd.rows.filter(({ repeat }) => repeat === undefined);
const repeated = (names: [string, string[]][]) =>
  rowsOf(statsd, new Map(names)).filter(({ title }) => plain.every(row => row.title !== title));
const titles = (names: [string, string[]][]) =>
  repeated(names).map(({ title, panels }) => [title, panels.map(panel => panel.title)]);

test('a repeated row has its panels once for each metric, and is not there without any', () => {
  assert.deepEqual(
    titles([
      ['counter', ['orders', "cost$&$'"]],
      ['timing', ['checkout']],
      ['gauge', []],
    ]),
    [
      ['Counters', ['orders', "cost$&$'"]],
      ['Timings', ['checkout', 'checkout, how often']],
    ],
  );
  const [counters] = repeated([['counter', ['orders']]]);
  assert.deepEqual(counters?.panels[0]?.queries[0]?.metric, 'orders');
});

test('rows that repeat nothing are as they are', () => {
  assert.deepEqual(rowsOf(statsd, new Map()), plain);
});

test('more metrics than anyone looks at are not all drawn', () => {
  const names = Array.from({ length: 250 }, (_, index) => `metric.${index}`);
  const [[title, panels]] = titles([['counter', names]]) as [[string, string[]]];
  assert.deepEqual([title, panels.length], ['Counters, the first 200 of 250', 200]);
});
