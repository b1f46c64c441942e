import type { MetricType } from '../services/shared/metric.ts';
import type { Aggregate } from '../services/shared/store/query.ts';

/** How a value is written: Grafana knows each of them (percentunit, bytes, Bps, short, …). */
export type Unit =
  | 'fraction' // 0.25 is shown as 25 %
  | 'bytes'
  | 'bytesPerSecond'
  | 'perSecond'
  | 'seconds'
  | 'milliseconds'
  | 'cores'
  | 'count';

/** What a panel reads: the store's query, less the time. */
export interface PanelQuery {
  /** A metric's name, or `$name` of a variable of kind `metric`. */
  readonly metric: string;
  readonly field: string;
  readonly aggregate: Aggregate;
  /** Divides a sum by the window's seconds: what a counter counted becomes a rate. */
  readonly perSecond?: boolean;
  readonly groupBy?: readonly string[];
  /** Adds the grouped lines up to one: the sum of the containers' mean memory, not the mean over containers. */
  readonly total?: boolean;
  /** Keeps what has one of the values of each tag. The dashboard's variables come on top. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Names a line: `{{mode}}` is the tag's value; fixed text stays. */
  readonly label: string;
}

/** One chart or figure. */
export interface Panel {
  /** In a repeated row `$name` stands for the variable's value. */
  readonly title: string;
  /** What it shows and what a bad value means. */
  readonly description: string;
  readonly unit: Unit;
  /** `timeseries`: lines. `stat`: the last value of one line, large, with a small line. `bars`: the last value of each line, largest first. `events`: what they say, newest first. */
  readonly kind: 'timeseries' | 'stat' | 'bars' | 'events';
  /** Columns of 24. */
  readonly width: number;
  /** Lines are stacked on one another. */
  readonly stacked?: boolean;
  /** The lower end of the axis; 0 without it, or less where the data is. */
  readonly min?: number;
  readonly max?: number;
  /** A figure above `warn` is worth a look, one above `bad` needs one. */
  readonly thresholds?: { readonly warn: number; readonly bad: number };
  /** The figure where there is no value: no series of errors means none. */
  readonly noValue?: number;
  /** Of `events`, those whose title begins so; on a dashboard with marks. */
  readonly titled?: string;
  readonly queries: readonly PanelQuery[];
}

/** Panels side by side under a heading. */
export interface Row {
  readonly title: string;
  readonly collapsed?: boolean;
  /** The row's panels are shown once for each value of this variable of kind `metric`. */
  readonly repeat?: string;
  readonly panels: readonly Panel[];
}

/** What the reader can choose from. */
export type Variable =
  | {
      /** Filters every query of the dashboard by a tag. */
      readonly kind: 'tag';
      readonly name: string;
      readonly label: string;
      readonly tag: string;
      /** The metric whose values of the tag are offered. */
      readonly metric: string;
      /** One value is always chosen, and none means the first: a page of one container. */
      readonly required?: boolean;
    }
  | {
      /** The names of metrics of a type, less those listed; one that ends with a dot stands for all that begin with it. */
      readonly kind: 'metric';
      readonly name: string;
      readonly label: string;
      readonly metricType: MetricType;
      readonly exclude: readonly string[];
    };

/** One page of charts, drawn by the web pages and by Grafana. Nothing in it that Grafana could not show. */
export interface Dashboard {
  /** Fixed for ever: links hold it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Variable[];
  /** Draws the store's events that have these tags' values (and the variables') as marks. */
  readonly marks: boolean;
  readonly rows: readonly Row[];
}
