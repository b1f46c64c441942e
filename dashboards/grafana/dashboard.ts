import {
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard as GrafanaDashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from '../model.ts';
import { grafanaUid } from './datasource.ts';
import { dashboardLinks } from './links.ts';
import { marks } from './marks.ts';
import { resolutionVariables } from './resolution.ts';
import { addRows } from './rows.ts';
import { grafanaVariable } from './variables.ts';

/** A dashboard as Grafana's classic JSON; `all` are those that it links to. */
export function grafanaDashboard(dashboard: Dashboard, all: readonly Dashboard[]): GrafanaDashboard {
  const builder = new DashboardBuilder(dashboard.title)
    .uid(grafanaUid(dashboard.uid))
    .description(dashboard.description)
    .tags(['tidegauge'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .links(dashboardLinks(dashboard, all))
    .annotations(dashboard.marks ? marks(dashboard) : []);
  for (const variable of [...resolutionVariables, ...dashboard.variables.map(grafanaVariable)])
    builder.withVariable({ build: () => variable });
  addRows(builder, dashboard);
  return builder.build();
}
