import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type DashboardBuilder,
  type Panel as GrafanaPanel,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Panel, Row } from '../model.ts';
import { bars } from './bars.ts';
import type { PanelPlace } from './common.ts';
import { datasource } from './datasource.ts';
import { events } from './events.ts';
import { stat } from './stat.ts';
import { timeseries } from './timeseries.ts';

const columns = 24;

/** Heights in Grafana's grid, whose units are about 30 pixels. */
const heights: Readonly<Record<Panel['kind'], number>> = { stat: 4, timeseries: 8, bars: 8, events: 8 };

const kinds: Readonly<Record<Panel['kind'], (place: PanelPlace) => Builder<GrafanaPanel>>> = {
  stat,
  timeseries,
  bars,
  events,
};

/**
 * Adds the rows: the first, the strip of figures, without a heading; a repeated one closed, since there may be
 * hundreds of it and a closed one asks for nothing. The SDK numbers neither rows nor panels.
 */
export function addRows(builder: DashboardBuilder, dashboard: Dashboard): void {
  let id = 0;
  let y = 0;

  function place(panels: readonly Panel[]): Builder<GrafanaPanel>[] {
    let [x, height] = [0, 0];
    const built = panels.map(panel => {
      if (x + panel.width > columns) [x, y, height] = [0, y + height, 0];
      id += 1;
      const gridPos = { x, y, w: panel.width, h: heights[panel.kind] };
      x += panel.width;
      height = Math.max(height, gridPos.h);
      return kinds[panel.kind]({ dashboard, panel, id, gridPos });
    });
    y += height;
    return built;
  }

  function addRow({ title, collapsed = false, repeat, panels }: Row): void {
    id += 1;
    const row = new RowBuilder(repeat === undefined ? title : `${title}: $${repeat}`)
      .id(id)
      .datasource(datasource)
      .gridPos({ x: 0, y, w: columns, h: 1 });
    y += 1;
    const closed = collapsed || repeat !== undefined;
    if (repeat !== undefined) row.repeat(repeat);
    const built = place(panels);
    if (closed) for (const panel of built) row.withPanel(panel);
    builder.withRow(row);
    if (!closed) for (const panel of built) builder.withPanel(panel);
  }

  const [strip, ...others] = dashboard.rows;
  if (strip) for (const panel of place(strip.panels)) builder.withPanel(panel);
  for (const row of others) addRow(row);
}
