import type { KeptLine, KeptText } from '../../../shared/logs/source-status.ts';
import { formatMoment } from '../chart/axes.ts';
import { element } from '../dom.ts';
import { visibleText } from '../visible-text.ts';

/** Lines of a log, newest first, strictly as text. */
export interface KeptLinesView {
  readonly element: HTMLElement;
  /** `empty`: what is said where there are none; `now`: epoch ms. */
  show(lines: readonly KeptLine[], empty: string, now: number): void;
}

/** A panel with that title. */
export function createKeptLines(title: string): KeptLinesView {
  const list = element('ol', { class: 'kept-lines' });
  const message = element('p', { class: 'message' });
  let shown = '';
  return {
    element: element('section', { class: 'panel', 'aria-label': title }, element('h3', {}, title), message, list),
    show(lines, empty, now) {
      message.textContent = empty;
      message.hidden = lines.length > 0;
      // What is the same stays, so that a selection of its text does.
      const wanted = JSON.stringify(lines);
      if (wanted === shown) return;
      shown = wanted;
      list.replaceChildren(...[...lines].reverse().map(line => item(line, now)));
    },
  };
}

function item({ time, level, stream, more = [], ...first }: KeptLine, now: number): HTMLElement {
  const about = [formatMoment(time, now), stream === 'stderr' ? 'stderr' : ''].filter(part => part !== '').join(' ');
  return element(
    'li',
    {},
    element('small', {}, `${about} `, element('b', { 'data-level': level }, level)),
    ...[first, ...more].map(textOf),
  );
}

const textOf = ({ text, cut }: KeptText): HTMLElement =>
  element('code', {}, visibleText(text), ...(cut ? [element('i', {}, ' … cut')] : []));
