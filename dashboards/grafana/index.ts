import { dashboards } from '../index.ts';
import { grafanaDashboard } from './dashboard.ts';

/** A file that Grafana reads. */
export interface GrafanaFile {
  /** Such as `host.json`. */
  readonly name: string;
  readonly text: string;
}

/** All dashboards in Grafana's JSON: what dashboards/grafana/json holds, made anew. */
export function grafanaFiles(): GrafanaFile[] {
  return dashboards.map(dashboard => ({
    name: `${dashboard.uid}.json`,
    text: `${JSON.stringify(grafanaDashboard(dashboard, dashboards), null, 2)}\n`,
  }));
}
