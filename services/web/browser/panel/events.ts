import type { ApiEvent } from '../api.ts';
import { formatMoment } from '../chart/axes.ts';
import { element } from '../dom.ts';
import { createFrame } from './frame.ts';
import type { PanelOptions, PanelView } from './panel-view.ts';

const mostRows = 12;

/** Of the events, oldest first, whose title begins with `titled`: the newest of each title, newest first. */
export function newestOf(events: readonly ApiEvent[], titled: string): ApiEvent[] {
  const newest = new Map<string, ApiEvent>();
  for (const event of events) if (event.title.startsWith(titled)) newest.set(event.title, event);
  return [...newest.values()].sort((a, b) => b.time - a.time).slice(0, mostRows);
}

/** A list of what events say: when, the rest of the title, and the text. */
export function createEvents({ panel, now }: Pick<PanelOptions, 'panel' | 'now'>): PanelView {
  const frame = createFrame(panel);
  const { titled = '' } = panel;
  const list = element('ul', { class: 'event-list', tabindex: '0' });
  frame.body.append(list);
  let shown = '';

  return {
    element: frame.element,
    show() {},
    say() {},
    mark(events) {
      const rows = newestOf(events, titled);
      frame.say(rows.length === 0 ? 'None in this range' : '');
      const wanted = JSON.stringify(rows);
      if (wanted === shown) return; // what a reader has selected stays so
      shown = wanted;
      list.replaceChildren(
        ...rows.map(({ time, title, text }) =>
          element(
            'li',
            {},
            element('span', { class: 'label' }, title.slice(titled.length)),
            element('span', { class: 'note' }, formatMoment(time * 1000, now())),
            element('code', { title: text }, text),
          ),
        ),
      );
    },
  };
}
