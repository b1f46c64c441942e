import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboards } from '../../dashboards/index.ts';
import type { Dashboard, PanelQuery, Row } from '../../dashboards/model.ts';
import { statsd } from '../../dashboards/statsd.ts';
import { tidegauge } from '../../dashboards/tidegauge.ts';
import { ownMetrics } from '../../services/shared/own-metrics.ts';
import { documentedMetrics } from '../support/documented-metrics.ts';

const metrics = documentedMetrics();
const timingFields = /^(count|sum|mean|lower|upper|median|stddev|(90|95|99)_percentile)$/;
const isSpread = (type: string) => ['timing', 'histogram', 'distribution'].includes(type);

/** The name, type and tags of what a query reads; those of a repeated row's metric are the variable's. */
function measured(dashboard: Dashboard, row: Row, query: PanelQuery) {
  if (!query.metric.startsWith('$')) return metrics.get(query.metric);
  const variable = dashboard.variables.find(one => one.name === row.repeat);
  assert.equal(query.metric, `$${row.repeat}`, 'a metric variable is used in the row that it repeats');
  return variable?.kind === 'metric' ? { type: variable.metricType, unit: '', tags: new Set<string>() } : undefined;
}

test('uids and titles are unique and fit for links', () => {
  for (const key of ['uid', 'title'] as const)
    assert.equal(new Set(dashboards.map(one => one[key])).size, dashboards.length, key);
  for (const { uid } of dashboards) assert.match(uid, /^[a-z][a-z0-9-]*$/);
});

test('every metric that means a loss is on the dashboard of Tidegauge itself', () => {
  const row = tidegauge.rows.find(({ title }) => title === 'Losses');
  const drawn = row?.panels.flatMap(panel => panel.queries.map(({ metric }) => metric));
  const losses = [...metrics].filter(([, { loss }]) => loss).map(([name]) => name);
  assert.ok(losses.length > 0);
  assert.deepEqual(drawn, losses);
});

test('our own metrics are exactly the documented ones', () => {
  const [all, ...names] = ownMetrics;
  assert.equal(all, 'tidegauge.');
  const documented = [...metrics.keys()].filter(name => !name.startsWith('tidegauge.'));
  assert.deepEqual(names, documented);
});

test('only timings are milliseconds: a histogram may be of bytes', () => {
  const spreads = ['timing', 'histogram', 'distribution'];
  const units = spreads.map(name => statsd.rows.find(({ repeat }) => repeat === name)?.panels[0]?.unit);
  assert.deepEqual(units, ['milliseconds', 'count', 'count']);
});

for (const dashboard of dashboards) {
  const panels = dashboard.rows.flatMap(row => row.panels.map(panel => ({ row, panel })));

  test(`${dashboard.uid}: begins with a strip of figures`, () => {
    assert.ok(dashboard.rows[0]?.panels.every(panel => panel.kind === 'stat'));
    assert.ok(dashboard.rows.slice(1).every(row => row.panels.every(panel => panel.kind !== 'stat')));
  });

  test(`${dashboard.uid}: the panels of a row fill whole lines of 24 columns`, () => {
    for (const row of dashboard.rows) {
      let column = 0;
      for (const panel of row.panels) {
        column = column === 24 ? panel.width : column + panel.width;
        assert.ok(column <= 24, `${row.title}: ${panel.title} does not fit`);
      }
      if (row.repeat === undefined) assert.equal(column, 24, row.title);
      else assert.equal(24 % column, 0, `${row.title}: repeated panels end on a line's end`);
    }
  });

  test(`${dashboard.uid}: titles are unique within a row, and every panel says what a bad value means`, () => {
    for (const row of dashboard.rows)
      assert.equal(new Set(row.panels.map(panel => panel.title)).size, row.panels.length, row.title);
    for (const { panel } of panels) assert.match(panel.description, /^[A-Z45].{14,}\.$/, panel.title);
  });

  test(`${dashboard.uid}: reads documented metrics, fields and tags`, () => {
    for (const { row, panel } of panels)
      for (const query of panel.queries) {
        const metric = measured(dashboard, row, query);
        assert.ok(metric, `${panel.title}: ${query.metric} is not in docs/metrics.md`);
        if (isSpread(metric.type)) assert.match(query.field, timingFields, panel.title);
        else assert.equal(query.field, 'value', panel.title);
        for (const tag of [...(query.groupBy ?? []), ...Object.keys(query.where ?? {})])
          assert.ok(metric.tags.has(tag), `${panel.title}: ${query.metric} has no tag ${tag}`);
      }
  });

  test(`${dashboard.uid}: a percentile, which a configuration may lack, is told as such and never alone`, () => {
    for (const { panel } of panels) {
      const [percentiles, always] = [true, false].map(wanted =>
        panel.queries.filter(({ field }) => field.endsWith('_percentile') === wanted),
      );
      if (percentiles!.length === 0) continue;
      assert.match(panel.description, /statsd\.percentiles/, panel.title);
      assert.deepEqual(always!.map(({ field }) => field).sort(), ['mean', 'median', 'upper'], panel.title);
    }
  });

  test(`${dashboard.uid}: counters are rates, and nothing else is`, () => {
    for (const { row, panel } of panels)
      for (const query of panel.queries) {
        const counted = measured(dashboard, row, query)?.type === 'counter' || query.field === 'count';
        assert.equal(query.perSecond === true, counted, `${panel.title}: ${query.metric}`);
        if (counted) assert.equal(query.aggregate, 'sum', `${panel.title}: ${query.metric}`);
      }
  });

  test(`${dashboard.uid}: events are listed only where they are loaded, for the marks`, () => {
    for (const { panel } of panels)
      if (panel.kind === 'events') assert.ok(dashboard.marks && panel.queries.length === 0, panel.title);
      else assert.ok(panel.queries.length > 0, panel.title);
  });

  test(`${dashboard.uid}: labels name tags that the query groups by`, () => {
    for (const { panel } of panels)
      for (const { label, groupBy = [], total = false } of panel.queries) {
        const named = [...label.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!);
        if (total) assert.deepEqual(named, [], panel.title);
        else assert.deepEqual(named.sort(), [...groupBy].sort(), panel.title);
      }
  });

  test(`${dashboard.uid}: a figure is one line`, () => {
    for (const { panel } of panels.filter(one => one.panel.kind === 'stat')) {
      assert.equal(panel.queries.length, 1, panel.title);
      assert.ok(panel.queries[0]!.total === true || panel.queries[0]!.groupBy === undefined, panel.title);
    }
  });

  test(`${dashboard.uid}: variables exist, are used, and apply to every query`, () => {
    for (const variable of dashboard.variables) {
      if (variable.kind === 'metric') {
        assert.ok(
          dashboard.rows.some(row => row.repeat === variable.name),
          variable.name,
        );
        continue;
      }
      assert.ok(metrics.get(variable.metric)?.tags.has(variable.tag), `${variable.metric} has no ${variable.tag}`);
      for (const { panel } of panels)
        for (const query of panel.queries)
          assert.ok(
            metrics.get(query.metric)?.tags.has(variable.tag),
            `${panel.title}: not filtered by ${variable.tag}`,
          );
    }
    for (const row of dashboard.rows) {
      const known = dashboard.variables.some(one => one.kind === 'metric' && one.name === row.repeat);
      assert.ok(row.repeat === undefined || known, row.title);
    }
  });
}
