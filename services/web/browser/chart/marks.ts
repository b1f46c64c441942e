import type { ApiEvent } from '../api.ts';
import { element } from '../dom.ts';
import type { Span } from '../range.ts';
import { formatMoment } from './axes.ts';

const bad = /\b(die|oom|kill|unhealthy)\b/;
const good = /\b(start|unpause|healthy)\b/;

/** Dashed lines over a chart where something happened, each with a text of its own. */
export function drawMarks(layer: HTMLElement, events: readonly ApiEvent[], { from, to }: Span): void {
  layer.replaceChildren(
    ...events
      .filter(({ time }) => time * 1000 >= from && time * 1000 <= to)
      .map(event => {
        const mark = element('i', { class: `mark ${kindOf(event)}`, title: textOf(event, to) });
        mark.style.left = `${((event.time * 1000 - from) / (to - from)) * 100}%`;
        return mark;
      }),
  );
}

/** Whether a mark is one of an end, of a beginning, or of something else. */
export function kindOf({ title, tags }: ApiEvent): 'bad' | 'good' | 'other' {
  if (tags.exit_code === '0') return 'other';
  if (bad.test(title)) return 'bad';
  return good.test(title) ? 'good' : 'other';
}

/** `14:03:20 container die: web, exit code 137`, then what the event itself says. */
export function textOf({ time, title, text, tags }: ApiEvent, now: number): string {
  const exit = tags.exit_code === undefined ? '' : `exit code ${tags.exit_code}`;
  const about = [tags.container ?? '', exit].filter(part => part !== '').join(', ');
  return [`${formatMoment(time * 1000, now)} ${title}${about ? `: ${about}` : ''}`, text]
    .filter(line => line !== '')
    .join('\n');
}
