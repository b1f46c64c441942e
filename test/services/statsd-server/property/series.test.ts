import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import type { Tags } from '../../../../services/shared/metric.ts';
import type { Point } from '../../../../services/shared/point.ts';
import { Sweep } from '../../../../services/statsd-server/flush/sweep.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createMetricRules } from '../../../../services/statsd-server/rules/rules.ts';
import { browseSeries } from '../../../../services/statsd-server/series/browse-series.ts';
import { deadCode, droppedCode } from '../../../../services/statsd-server/series/columns.ts';
import { createNaming } from '../../../../services/statsd-server/series/naming.ts';
import { createSeriesLimits } from '../../../../services/statsd-server/series/series-limits.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { createTestTable } from '../../../support/series-table.ts';
import { below, pick } from './lines.ts';

const rounds = 60;
const steps = 1500;
const maxSeries = 150;
const length = 10_000;
const bounds = { max_series: maxSeries, max_series_per_metric: 12, max_tag_values: 20 };
const sections = [
  { idle_timeout: '20s', gauge_timeout: '30s' },
  { delete_idle: true },
  { idle: { counters: 'zero', gauges: 'keep', timings: 'delete', sets: 'zero' }, idle_timeout: '10s' },
  {
    idle_timeout: '60s',
    rules: [
      { match: 'm1.*', interval: '30s', rename: 'm.one' },
      { match: 'm2.**', drop: true },
      { match: 'm3.*', interval: '60s' },
    ],
  },
];

/** All that makes points of lines, told what to do next by chance, and what it must have by simple counting. */
function createModel(random: () => number) {
  let config = configSchema.parse({ statsd: { ...bounds, ...pick(random, sections) } }).statsd;
  const nameBy = () => createNaming({ config, rules: createMetricRules(config), containerTags: () => undefined });
  let naming = nameBy();
  const room = createSeriesRoom(() => maxSeries);
  const limits = createSeriesLimits({
    maxPerMetric: () => config.max_series_per_metric,
    maxTagValues: () => config.max_tag_values,
  });
  const table = createTestTable({ room, options: { naming: () => naming, limits } });
  const sweep = new Sweep({ table, config: () => config, now: () => 0 });
  const browser = browseSeries(table, row => sweep.forget(row));
  let [sent, told, end, isSweeping] = [0, 0, 0, false];
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        if (table.add(line) === undefined && line.type === 0) sent += line.value;
      },
      event: () => {},
      bad: reason => assert.fail(reason),
    },
  });
  const count = (points: readonly Point[]) => {
    for (const { tags, fields } of points) if (tags.metric_type === 'counter') told += fields.value!;
  };
  const step = () => {
    const { points, done } = sweep.step(0);
    count(points);
    isSweeping = !done;
  };
  const rest = () => {
    while (isSweeping) step();
  };
  const cut = (all = false) => {
    rest();
    end += length;
    sweep.cut({ start: end - length, end }, all);
    isSweeping = true;
  };

  return {
    table,
    room,
    limits,
    cut,
    rest,
    step,
    sums: () => ({ sent, told }),
    feed() {
      const tags = [`a:${below(random, 30)}`, `b:${below(random, 3)}`, `c:${below(random, 3)}`].slice(below(random, 4));
      if (random() < 0.5) tags.reverse();
      const name = `${random() < 0.02 ? 'tidegauge.' : ''}m${below(random, 5)}.${below(random, 12)}`;
      const section = tags.length > 0 ? `|#${tags.join(',')}` : '';
      const line = `${name}:${1 + below(random, 9)}|${pick(random, ['c', 'c', 'g', 'ms', 's'])}${section}`;
      parser.parse(Buffer.from(line), 0, line.length);
    },
    forget() {
      const chosen = below(random, 10);
      for (const view of browser.views(['counter', 'gauge', 'timing', 'set'])) {
        if (below(random, 10) !== chosen) continue;
        if (view.type === 'counter') sent -= view.value!;
        view.forget();
      }
    },
    restart() {
      cut(true);
      rest();
      config = configSchema.parse({ statsd: { ...bounds, ...pick(random, sections) } }).statsd;
      naming = nameBy();
      table.restart(length, end);
    },
  };
}

/** Name and tags of the series that are there. */
function aliveOf({ columns }: ReturnType<typeof createModel>['table']): { metric: string; tags: Tags }[] {
  const rows = Array.from({ length: columns.length }, (_, row) => row);
  return rows
    .filter(row => columns.types[row] !== deadCode && columns.types[row] !== droppedCode)
    .map(row => ({ metric: columns.metrics[row]!, tags: columns.tags[row]! }));
}

/** What limits that saw these series only would say. */
function freshLimits(alive: ReturnType<typeof aliveOf>) {
  const limits = createSeriesLimits({ maxPerMetric: () => 1e9, maxTagValues: () => 1e9 });
  for (const { metric, tags } of alive) if (!metric.startsWith('tidegauge.')) limits.take(metric, tags);
  return limits;
}

const offenders = (limits: ReturnType<typeof freshLimits>) =>
  [limits.topMetrics(1000), limits.topTags(1000)].map(all => all.map(({ name, count }) => `${name} ${count}`).sort());

test('whatever comes, is forgotten, times out or is renamed while sweeps go on: sums, room and bounds are those of simple counting', () => {
  const random = seededRandom(20);
  for (let round = 0; round < rounds; round++) {
    const model = createModel(random);
    const { table, room, limits } = model;
    for (let step = 0; step < steps; step++) {
      const what = random();
      if (what < 0.85) model.feed();
      else if (what < 0.93) model.step();
      else if (what < 0.985) model.cut();
      else if (what < 0.997) model.forget();
      else model.restart();
      const alive = aliveOf(table);
      assert.ok(room.series.taken >= alive.length && room.keys.taken >= 0, `round ${round}, step ${step}`);
      if (step % 50 === 0) assert.deepEqual(offenders(limits), offenders(freshLimits(alive)));
    }
    // One sweep for those that are idle, one for the keys of those that were forgotten behind it.
    for (let cuts = 0; cuts < 2; cuts++) {
      model.cut(true);
      model.rest();
    }
    const alive = aliveOf(table);
    const { sent, told } = model.sums();
    assert.equal(told, sent, `round ${round}`);
    assert.equal(room.series.taken, alive.length);
    const names = alive.map(({ metric, tags }) => `${metric} ${JSON.stringify(Object.entries(tags).sort())}`);
    assert.equal(new Set(names).size, alive.length, 'a series is there twice');

    for (let row = 1; row < table.columns.length; row++)
      if (table.columns.types[row] !== deadCode) table.registry.kill(row);
    for (const _ of table.purge(true));
    assert.deepEqual([room.series.taken, room.keys.taken], [0, 0]);
    assert.deepEqual(offenders(limits), [[], []]);
    // Exactly the whole of it is free, in bytes too.
    assert.equal(room.series.take(maxSeries * 256 + 1), false);
    assert.equal(room.series.take(maxSeries * 256), true);
    assert.equal(room.keys.take(2 * maxSeries * 256 + 1), false);
    assert.equal(room.keys.take(2 * maxSeries * 256), true);
  }
});
