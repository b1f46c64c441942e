import { lastValue } from '../chart/lines.ts';
import { element } from '../dom.ts';
import { formatValue } from '../units.ts';
import { visibleText } from '../visible-text.ts';
import { createFrame } from './frame.ts';
import { levelOf } from './level.ts';
import type { PanelData, PanelOptions, PanelView } from './panel-view.ts';

const mostBars = 12;

/** The last values of the newest window that has any, largest first: what is no longer told is not listed. */
export function barsOf({ lines }: Pick<PanelData, 'lines'>): { readonly label: string; readonly value: number }[] {
  const newest = Math.max(...lines.map(({ values }) => values.findLastIndex(value => value !== null)), 0);
  return lines
    .flatMap(({ label, values }) => {
      // The window before counts too: samples of one round may fall on both sides of a boundary.
      const value = lastValue(values.slice(Math.max(0, newest - 1)));
      return value === null ? [] : [{ label, value }];
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, mostBars);
}

/** A list of bars, as long as their values. */
export function createBars({ panel }: Pick<PanelOptions, 'panel'>): PanelView {
  const frame = createFrame(panel);
  const list = element('ul', { class: 'bar-list' });
  frame.body.append(list);
  return {
    element: frame.element,
    show(data) {
      frame.say('');
      const bars = barsOf(data);
      const most = panel.max ?? Math.max(...bars.map(({ value }) => value), 0);
      list.replaceChildren(
        ...bars.map(({ label, value }) => {
          const bar = element('i', { class: 'bar' });
          bar.style.width = `${most > 0 ? Math.min(100, (value / most) * 100) : 0}%`;
          const name = visibleText(label);
          const text = element('span', { class: 'label', title: name }, name);
          const level = levelOf(value, panel.thresholds);
          return element('li', { 'data-level': level }, text, element('span', {}, formatValue(panel.unit, value)), bar);
        }),
      );
    },
    say: frame.say,
    mark() {},
  };
}
