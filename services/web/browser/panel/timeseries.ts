import { formatMoment } from '../chart/axes.ts';
import { createChart } from '../chart/chart.ts';
import { createLegend } from '../chart/legend.ts';
import { windowsOf } from '../range.ts';
import { createFrame } from './frame.ts';
import type { PanelData, PanelOptions, PanelView } from './panel-view.ts';

/** A chart with its legend. */
export function createTimeseries({ panel, theme, now, onZoom }: PanelOptions): PanelView {
  const frame = createFrame(panel);
  let data: PanelData | undefined;
  let hovered: number | undefined;
  const chart = createChart({ panel, theme, onHover: hover, onZoom });
  const legend = createLegend(panel.unit, () => draw());
  frame.body.append(chart.element, legend.element);

  function draw(): void {
    if (data) chart.show(data, legend.hidden());
  }

  function hover(index: number | undefined): void {
    if (!data || index === hovered) return;
    hovered = index;
    const moment = index === undefined ? undefined : windowsOf(data.span)[index];
    frame.note(moment === undefined ? '' : formatMoment(moment, now()));
    legend.show(data.lines, moment === undefined ? undefined : index);
  }

  return {
    element: frame.element,
    show(next) {
      data = next;
      frame.say('');
      legend.show(data.lines, hovered);
      draw();
    },
    say(message) {
      data = undefined;
      frame.say(message);
    },
    mark: (events, span) => chart.mark(events, span),
  };
}
