import { currentValue } from '../chart/lines.ts';
import { element, setText } from '../dom.ts';
import { formatValue } from '../units.ts';
import { createFrame } from './frame.ts';
import { levelOf } from './level.ts';
import type { PanelOptions, PanelView } from './panel-view.ts';
import { createSparkline } from './sparkline.ts';

/** One figure, large, over a small line of how it came about. */
export function createStat({ panel }: Pick<PanelOptions, 'panel'>): PanelView {
  const frame = createFrame(panel);
  const figure = element('div', { class: 'figure' });
  const sparkline = createSparkline();
  frame.body.append(figure, sparkline.element);

  function fill(value: number | null): void {
    setText(figure, formatValue(panel.unit, value));
    frame.element.dataset.level = levelOf(value, panel.thresholds);
    figure.title = '';
  }

  return {
    element: frame.element,
    show({ lines }) {
      const values = lines[0]?.values ?? [];
      fill(currentValue(values, panel.noValue !== undefined) ?? panel.noValue ?? null);
      sparkline.show(values, panel.max);
    },
    say(message) {
      fill(panel.noValue ?? null);
      sparkline.show([]);
      figure.title = message;
    },
    mark() {},
  };
}
