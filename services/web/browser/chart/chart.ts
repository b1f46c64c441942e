import uPlot from 'uplot';
import type { Panel } from '../../../../dashboards/model.ts';
import type { ApiEvent } from '../api.ts';
import { coloursOf } from '../colours.ts';
import { element } from '../dom.ts';
import { type Span, windowsOf } from '../range.ts';
import type { Theme } from '../theme.ts';
import { axes, valueRange } from './axes.ts';
import type { Line } from './lines.ts';
import { drawMarks } from './marks.ts';
import { drawRunning } from './running.ts';
import { type Drawn, seriesOptions } from './series.ts';
import { stack } from './stack.ts';

/** What a chart tells of the reader's doing. */
export interface ChartOptions {
  readonly panel: Pick<Panel, 'unit' | 'stacked' | 'min' | 'max'>;
  readonly theme: Theme;
  /** The window under the cursor of any chart; undefined when it left. */
  onHover(index: number | undefined): void;
  /** Epoch milliseconds. */
  onZoom(from: number, to: number): void;
}

/** What is drawn. */
export interface ChartData {
  readonly lines: readonly Line[];
  readonly span: Span;
  /** Epoch milliseconds. */
  readonly runningFrom?: number;
}

/** Lines on a canvas. */
export interface Chart {
  readonly element: HTMLElement;
  /** Draws the lines, less those that are hidden; from `runningFrom` on pale, since they may still change. */
  show(data: ChartData, hidden: ReadonlySet<string>): void;
  /** Marks when something happened. */
  mark(events: readonly ApiEvent[], span: Span): void;
}

const height = 176;
const shortestZoom = 6;
/** All charts of the page share the cursor. */
const cursorKey = 'page';

/** An empty chart, as wide as where it is put. */
export function createChart({ panel, theme, onHover, onZoom }: ChartOptions): Chart {
  const holder = element('div', { class: 'plot' });
  const marks = element('div', { class: 'marks' });
  let plot: uPlot | undefined;
  let drawn = '';
  let axis = { min: 0, max: 1 };
  /** Epoch seconds of the last window whose values are settled, where later ones are not. */
  let settled: number | undefined;
  /** Which of them touch depends on the width. */
  let drawMarksAgain = () => {};

  function make(lines: readonly Drawn[], data: uPlot.AlignedData): uPlot {
    const font = `11px ${getComputedStyle(document.body).fontFamily}`;
    return new uPlot(
      {
        width: holder.clientWidth,
        height,
        padding: [8, 18, 0, 0],
        legend: { show: false },
        scales: {
          x: { time: true, range: () => [axis.min, axis.max] },
          y: { range: (_plot, least, most) => valueRange(least, most, panel) },
        },
        axes: axes(panel.unit, theme, font),
        ...seriesOptions(lines, panel.stacked ?? false, theme),
        cursor: {
          y: false,
          points: { size: 6 },
          drag: { x: true, y: false, setScale: false },
          sync: { key: cursorKey },
        },
        hooks: {
          draw: [self => drawRunning(self, settled, theme)],
          ready: [
            self => {
              self.over.append(marks);
              drawMarksAgain();
            },
          ],
          setCursor: [self => onHover(self.cursor.idx ?? undefined)],
          setSelect: [
            self => {
              const { left, width } = self.select;
              // The charts that only share the cursor hear of the selection too, without an event of their own.
              if (width >= shortestZoom && self.cursor.event)
                onZoom(self.posToVal(left, 'x') * 1000, self.posToVal(left + width, 'x') * 1000);
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      data,
      holder,
    );
  }

  new ResizeObserver(() => {
    plot?.setSize({ width: holder.clientWidth, height });
    drawMarksAgain();
  }).observe(holder);
  theme.onChange(() => plot?.redraw(false));

  return {
    element: holder,
    show({ lines, span, runningFrom }, hidden) {
      const colours = coloursOf(lines.map(({ label }) => label));
      const shown = lines
        .map(({ label, values }, index) => ({ label, values, colour: colours[index]! }))
        .filter(({ label }) => !hidden.has(label));
      const values = shown.map(line => line.values);
      const drawable = panel.stacked ? stack(values) : values.map(line => [...line]);
      const data: uPlot.AlignedData = [windowsOf(span).map(time => time / 1000), ...drawable];
      settled = runningFrom === undefined ? undefined : (runningFrom - span.step) / 1000;
      axis = { min: span.from / 1000, max: span.to / 1000 };
      const wanted = JSON.stringify(shown.map(({ label, colour }) => [label, colour]));
      if (plot && drawn === wanted) return plot.setData(data);
      plot?.destroy();
      plot = make(shown, data);
      drawn = wanted;
    },
    mark(events, span) {
      drawMarksAgain = () => drawMarks(marks, events, span);
      drawMarksAgain();
    },
  };
}
