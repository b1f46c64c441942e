import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type {
  DashboardLink,
  Panel as GrafanaPanel,
  GridPos,
  ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Panel } from '../model.ts';
import { datasource } from './datasource.ts';
import { containerLinks } from './links.ts';
import { target } from './target.ts';
import { thresholds } from './thresholds.ts';
import { grafanaUnits } from './units.ts';

/** What the SDK's builders of the kinds of panel have in common. */
interface PanelBuilder extends Builder<GrafanaPanel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  gridPos(gridPos: GridPos): this;
  interval(interval: string): this;
  maxDataPoints(maxDataPoints: number): this;
  unit(unit: string): this;
  min(min: number): this;
  max(max: number): this;
  noValue(noValue: string): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
  targets(targets: Builder<Dataquery>[]): this;
}

/** One panel to be made: what it shows, on which dashboard, as which of its panels, and where. */
export interface PanelPlace {
  readonly dashboard: Dashboard;
  readonly panel: Panel;
  /** Unique in the dashboard, from 1 on. */
  readonly id: number;
  readonly gridPos: GridPos;
}

/** As many windows as read well, wherever a panel is wide: a wider screen asks the store for no more. */
const mostWindows = 400;

/**
 * The least width of a window. Not that of the resolution, which a variable holds: many a Grafana does not know variables
 * here. So windows may be finer than points are, in a short range of long ago.
 */
const leastWindow = '10s';

/** Gives a panel what does not depend on its kind. */
export function common<Kind extends PanelBuilder>(builder: Kind, { dashboard, panel, id, gridPos }: PanelPlace): Kind {
  builder
    .id(id)
    .title(panel.title)
    .description(panel.description)
    .datasource(datasource)
    .gridPos(gridPos)
    .interval(leastWindow)
    .maxDataPoints(mostWindows)
    .unit(grafanaUnits[panel.unit])
    .targets(panel.queries.map((query, index) => target(query, index, panel, dashboard.variables)));
  if (panel.max !== undefined) builder.max(panel.max);
  if (panel.noValue !== undefined) builder.noValue(String(panel.noValue));
  if (panel.thresholds) builder.thresholds(thresholds(panel.thresholds));
  const links = containerLinks(panel, dashboard);
  if (links.length > 0) builder.dataLinks(links);
  return builder;
}
