import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricTypes } from '../../../../services/shared/metric.ts';
import { browseSeries } from '../../../../services/statsd-server/series/browse-series.ts';
import { createSweptTable } from '../flush/swept-table.ts';

function browsed() {
  const swept = createSweptTable();
  const browser = browseSeries(swept.table, row => swept.sweep.forget(row));
  const look = () =>
    [...browser.views(metricTypes)].map(({ metric, value, values }) => [metric, value ?? values()] as const);
  return { ...swept, browser, look };
}

test('what series hold in the interval under way', () => {
  const { feed, look, cut, rest } = browsed();
  feed('c:1|c', 'c:2|c', 'g:7|g', 't:3|ms', 't:4|ms', 's:a|s', 's:b|s');
  assert.deepEqual(look(), [
    ['c', 3],
    ['g', 7],
    ['t', [3, 4]],
    ['s', 2],
  ]);
  cut();
  const idle = [
    ['c', 0],
    ['g', 7],
    ['t', []],
    ['s', 0],
  ];
  // Before the sweep has come by as after it.
  assert.deepEqual(look(), idle);
  rest();
  assert.deepEqual(look(), idle);
});

test('only series of the types asked for, none that the rules drop or that is forgotten', () => {
  const { feed, browser } = browsed();
  feed('c:1|c|#a:b', 'd:1|c', 'g:7|g');
  for (const { metric, forget } of browser.views(['counter'])) if (metric === 'd') forget();
  assert.deepEqual(
    [...browser.views(['counter', 'timing'])].map(({ metric, tags, type }) => ({ metric, tags, type })),
    [{ metric: 'c', tags: { a: 'b', metric_type: 'counter' }, type: 'counter' }],
  );
});
