import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboards } from '../../../dashboards/index.ts';
import { measurementName } from '../../../services/shared/store/influxdb/stored-names.ts';
import { type PanelJson, shippedDashboards } from '../../support/grafana/json.ts';

const shipped = shippedDashboards();

/** Rows, and panels within closed ones too. */
const allOf = (panels: readonly PanelJson[]): PanelJson[] =>
  panels.flatMap(panel => [panel, ...allOf(panel.panels ?? [])]);

test('each dashboard is shipped, under a uid of ours', () => {
  assert.deepEqual(shipped.map(({ uid }) => uid).sort(), dashboards.map(({ uid }) => `tidegauge-${uid}`).sort());
  for (const { uid } of shipped) assert.ok(uid.length <= 40, `${uid} is longer than Grafana allows`);
});

for (const json of shipped) {
  const model = dashboards.find(({ uid }) => `tidegauge-${uid}` === json.uid)!;
  const panels = allOf(json.panels);

  test(`${json.uid}: classic JSON, read only, with a shared crosshair`, () => {
    const { schemaVersion, editable, graphTooltip, tags } = json;
    assert.deepEqual(
      { schemaVersion, editable, graphTooltip, tags },
      {
        schemaVersion: 42,
        editable: false,
        graphTooltip: 1,
        tags: ['tidegauge'],
      },
    );
  });

  test(`${json.uid}: rows and panels are numbered`, () => {
    assert.deepEqual(
      panels.map(({ id }) => id),
      panels.map((_, index) => index + 1),
    );
  });

  test(`${json.uid}: panels lie side by side, none on another`, () => {
    for (const [index, { title, gridPos: one }] of panels.entries()) {
      assert.ok(one.x + one.w <= 24, title);
      for (const { title: other, gridPos: two } of panels.slice(index + 1)) {
        const apart =
          one.x + one.w <= two.x || two.x + two.w <= one.x || one.y + one.h <= two.y || two.y + two.h <= one.y;
        assert.ok(apart, `${title} and ${other}`);
      }
    }
  });

  test(`${json.uid}: every panel of the model is there, with its unit and all its queries`, () => {
    const drawn = panels.filter(({ type }) => type !== 'row');
    const modelled = model.rows.flatMap(row => row.panels);
    assert.deepEqual(
      drawn.map(({ title, description, targets = [] }) => ({ title, description, queries: targets.length })),
      modelled.map(({ kind, title, description, queries }) => {
        const asked = kind === 'events' ? 1 : queries.length;
        return { title, description, queries: asked };
      }),
    );
    for (const { title, fieldConfig } of drawn) assert.ok(fieldConfig?.defaults.unit, title);
  });

  test(`${json.uid}: queries read the store's measurements at the range's resolution`, () => {
    const ofMetrics = panels.filter(({ type }) => type !== 'table');
    const measurements = ofMetrics.flatMap(({ targets = [] }) =>
      targets.map(({ query }) => /FROM "\$resolution"\."([^"]+)"/.exec(query)?.[1]),
    );
    const metrics = model.rows.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(one => one.metric)));
    const named = (metric: string) => (metric.startsWith('$') ? `\${${metric.slice(1)}:raw}` : measurementName(metric));
    assert.deepEqual(measurements, metrics.map(named));
  });

  test(`${json.uid}: everything asks the one datasource`, () => {
    const sources = [
      ...panels.flatMap(({ targets = [] }) => targets),
      ...json.templating.list,
      ...json.annotations.list.map(({ target }) => target),
    ].map(({ datasource }) => datasource);
    assert.deepEqual([...new Set(sources.map(({ type, uid }) => `${type} ${uid}`))], ['influxdb tidegauge']);
  });

  test(`${json.uid}: links lead to dashboards there are`, () => {
    const links = [...json.links, ...panels.flatMap(({ fieldConfig }) => fieldConfig?.defaults.links ?? [])];
    assert.ok(links.length >= dashboards.length - 1);
    for (const { title, type, fieldConfig } of panels)
      if (type === 'table') assert.deepEqual(fieldConfig?.defaults.links ?? [], [], title);
    for (const { url } of links) {
      const uid = /^\/d\/([^?]+)/.exec(url)?.[1];
      assert.ok(
        shipped.some(one => one.uid === uid),
        url,
      );
    }
  });
}
