import { readdirSync, readFileSync } from 'node:fs';

/** A query of a panel or an annotation, as far as Grafana's InfluxDB datasource looks at it. */
export interface TargetJson {
  readonly refId: string;
  readonly query: string;
  readonly datasource: { readonly type: string; readonly uid: string };
}

/** A link of a dashboard, or of a line. */
export interface LinkJson {
  readonly title: string;
  readonly url: string;
}

/** A panel, or a row; a closed row holds its panels, an open one stands before them. */
export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly repeat?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly links?: readonly LinkJson[] } };
  readonly targets?: readonly TargetJson[];
  readonly panels?: readonly PanelJson[];
}

/** A variable whose values a query answers. */
export interface VariableJson {
  readonly name: string;
  readonly query: string;
  readonly datasource: TargetJson['datasource'];
  readonly regex?: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue?: string;
}

/** Of a dashboard in Grafana's classic JSON what the tests look at. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly editable: boolean;
  /** 1: pointing at one chart points at all. */
  readonly graphTooltip: number;
  readonly tags: readonly string[];
  readonly links: readonly LinkJson[];
  readonly panels: readonly PanelJson[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly target: TargetJson }[] };
}

const directory = new URL('../../../dashboards/grafana/json/', import.meta.url);

/** The dashboards as they are shipped. */
export function shippedDashboards(): DashboardJson[] {
  return readdirSync(directory)
    .sort()
    .map(name => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as DashboardJson);
}
