import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestTable } from '../../../support/series-table.ts';

/** A registry with room for 100 series, which is all taken. */
function fullRegistry() {
  const said: string[] = [];
  const { registry } = createTestTable({
    statsd: { max_series: 100 },
    options: {
      onGaugeForgotten: metric => said.push(`forgotten ${metric}`),
      onOverflow: (by, name) => said.push(`overflow ${by} ${name}`),
    },
  });
  const restore = (metric: string) => registry.restore({ metric, tags: { a: 'b' }, value: 1, age: 2 });
  for (let index = 0; index < 100; index++) restore(`g${index}`);
  return { registry, restore, said };
}

test('a gauge for which there is no room was none: it overflows, and is not told of as forgotten', () => {
  const { restore, said } = fullRegistry();
  restore('more');
  assert.deepEqual(said, ['overflow total more']);
});

test('one that is there already is not restored again, and takes no room', () => {
  const { restore, said } = fullRegistry();
  restore('g7');
  assert.deepEqual(said, []);
});

test('a gauge that is killed is told of, and is found no more', () => {
  const { registry, said } = fullRegistry();
  const name = { metric: 'g7', tags: { a: 'b' } };
  const gaugeType = 1;
  registry.kill(registry.find(gaugeType, name));
  assert.deepEqual([said, registry.find(gaugeType, name)], [['forgotten g7'], -1]);
});
