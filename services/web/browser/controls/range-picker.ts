import { parseDuration } from '../../../shared/duration.ts';
import { formatMoment } from '../chart/axes.ts';
import { element, setText } from '../dom.ts';
import { type ChosenRange, defaultRange, lengths } from '../range.ts';

/** Chooses how much time is shown. */
export interface RangePicker {
  readonly element: HTMLElement;
  show(range: ChosenRange): void;
}

/** Buttons for the usual lengths, and the way back from a time that was zoomed into. */
export function createRangePicker(now: () => number, onChoose: (range: ChosenRange) => void): RangePicker {
  const buttons = lengths.map(text => {
    const length = parseDuration(text)!;
    const button = element('button', { type: 'button' }, text);
    button.addEventListener('click', () => {
      lastLength = length;
      onChoose({ live: true, length });
    });
    return { length, button };
  });
  let lastLength = defaultRange.live ? defaultRange.length : 0;
  const zoomed = element('button', { type: 'button', class: 'zoomed', title: 'Back to live' });
  const zoomedText = element('span');
  zoomed.append(zoomedText, element('span', { class: 'close', 'aria-hidden': 'true' }, '×'));
  zoomed.addEventListener('click', () => onChoose({ live: true, length: lastLength }));
  const group = element('div', { class: 'ranges', role: 'group', 'aria-label': 'Time range' });
  group.append(...buttons.map(({ button }) => button));
  return {
    element: element('div', { class: 'range-picker' }, zoomed, group),
    show(range) {
      if (range.live) lastLength = range.length;
      for (const { length, button } of buttons)
        button.setAttribute('aria-pressed', String(range.live && range.length === length));
      zoomed.hidden = range.live;
      if (!range.live) setText(zoomedText, `${formatMoment(range.from, now())} – ${formatMoment(range.to, now())}`);
    },
  };
}
