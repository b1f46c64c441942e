import type { Panel, PanelQuery } from './model.ts';

type Narrowing = Partial<Pick<PanelQuery, 'field' | 'aggregate' | 'groupBy' | 'total' | 'where'>>;
type Described = Omit<Panel, 'kind' | 'width' | 'queries'>;

/** What a counter counted, per second. */
export function rate(metric: string, label: string, narrowing: Narrowing = {}): PanelQuery {
  return { metric, field: 'value', aggregate: 'sum', perSecond: true, label, ...narrowing };
}

/** The mean of a gauge over each window. */
export function gauge(metric: string, label: string, narrowing: Narrowing = {}): PanelQuery {
  return { metric, field: 'value', aggregate: 'mean', label, ...narrowing };
}

/** One figure of the strip at the top of a dashboard. */
export function stat(width: number, panel: Described, query: PanelQuery): Panel {
  return { kind: 'stat', width, ...panel, queries: [query] };
}

/** Lines over time. */
export function chart(width: number, panel: Described, ...queries: PanelQuery[]): Panel {
  return { kind: 'timeseries', width, ...panel, queries };
}

/** What the events say whose title begins with `titled`. */
export function events(width: number, panel: Omit<Described, 'unit'> & { readonly titled: string }): Panel {
  return { kind: 'events', width, unit: 'count', ...panel, queries: [] };
}

/** A list of the last values, largest first. */
export function bars(width: number, panel: Described, query: PanelQuery): Panel {
  return { kind: 'bars', width, ...panel, queries: [query] };
}
