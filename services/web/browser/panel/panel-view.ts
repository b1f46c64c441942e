import type { Panel } from '../../../../dashboards/model.ts';
import type { ApiEvent } from '../api.ts';
import type { Line } from '../chart/lines.ts';
import type { Span } from '../range.ts';
import type { Theme } from '../theme.ts';

/** What came for a panel. */
export interface PanelData {
  readonly lines: readonly Line[];
  readonly span: Span;
  /** From this time on, epoch milliseconds, values are those of an interval under way. */
  readonly runningFrom?: number;
}

/** One panel on the page. */
export interface PanelView {
  readonly element: HTMLElement;
  show(data: PanelData): void;
  /** Says this in place of the data. */
  say(message: string): void;
  mark(events: readonly ApiEvent[], span: Span): void;
}

/** What every panel is made with. */
export interface PanelOptions {
  readonly panel: Panel;
  readonly theme: Theme;
  now(): number;
  /** Epoch milliseconds. */
  onZoom(from: number, to: number): void;
}
