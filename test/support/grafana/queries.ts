import { parseDuration } from '../../../services/shared/duration.ts';
import type { DashboardJson, PanelJson } from './json.ts';
import { type GrafanaView, interpolate, intervalOf } from './macros.ts';

/** A statement as Grafana sends it to InfluxDB. */
export interface GrafanaQuery {
  /** Where it stands: `CPU busy, A`. */
  readonly panel: string;
  readonly query: string;
}

/** What a panel without a number of its own wants. */
const defaultDataPoints = 500;

function panelQueries(panel: PanelJson, view: GrafanaView): GrafanaQuery[] {
  // A variable in there would not be known to all versions of Grafana.
  const least = parseDuration(panel.interval ?? '1ms');
  if (least === undefined) throw new Error(`${panel.title}: ${panel.interval} is no least interval`);
  const interval = intervalOf(view, panel.maxDataPoints ?? defaultDataPoints, least);
  const title = interpolate(panel.title, view, interval);
  return (panel.targets ?? []).map(({ refId, query }) => ({
    panel: `${title}, ${refId}`,
    query: interpolate(query, view, interval),
  }));
}

/** A row's panels; those of a repeated one once for each value of its variable. */
function rowQueries({ panels = [], repeat }: PanelJson, view: GrafanaView): GrafanaQuery[] {
  if (repeat === undefined) return panels.flatMap(panel => panelQueries(panel, view));
  const values = view.variables[repeat] ?? [];
  return (typeof values === 'string' ? [values] : values).flatMap(value =>
    panels.flatMap(panel => panelQueries(panel, { ...view, variables: { ...view.variables, [repeat]: [value] } })),
  );
}

/** Every query of every panel, those in closed rows too, as Grafana sends them when all rows are open. */
export function grafanaQueries({ panels }: DashboardJson, view: GrafanaView): GrafanaQuery[] {
  return panels.flatMap(panel => (panel.type === 'row' ? rowQueries(panel, view) : panelQueries(panel, view)));
}

/** The queries of the annotations, which have no windows. */
export function annotationQueries({ annotations }: DashboardJson, view: GrafanaView): GrafanaQuery[] {
  return annotations.list.map(({ name, target }) => ({ panel: name, query: interpolate(target.query, view, 0) }));
}
