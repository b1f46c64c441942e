import { levelsByLook } from '../../../shared/event.ts';
import type { ApiEvent } from '../api.ts';
import { element } from '../dom.ts';
import type { Span } from '../range.ts';
import { formatMoment } from './axes.ts';

const bad = /\b(die|oom|kill|unhealthy)\b/;
const good = /\b(start|unpause|healthy)\b/;

/** Of what falls together, the kind that matters most is shown. */
const kinds = ['bad', 'warn', 'good', 'other'] as const;
type Kind = (typeof kinds)[number];
const kindByLevel = new Map(
  Object.entries(levelsByLook).flatMap(([kind, levels]) => levels.map(level => [level as string, kind as Kind])),
);

/** As wide as a pointer can hit a mark, so that none hides another; pixels. */
const closest = 9;
/** More lines than these would be a fence before the chart. */
const mostMarks = 24;
/** Of so many events each has its text. */
const mostTexts = 8;

/** One dashed line: where it is, in percent of the chart's width, and what it says. */
export interface Mark {
  readonly left: number;
  readonly kind: Kind;
  readonly text: string;
}

/**
 * The marks of events, oldest first, on a chart `width` pixels wide: those that would touch are one, and where there
 * are many, those that are near.
 */
export function marksOf(events: readonly ApiEvent[], { from, to }: Span, width: number): Mark[] {
  const placeOf = ({ time }: ApiEvent) => (time * 1000 - from) / (to - from);
  const seen = events.filter(event => placeOf(event) >= 0 && placeOf(event) <= 1);
  const distance = Math.max(closest / width, seen.length > mostMarks ? 1 / mostMarks : 0);
  const groups: [ApiEvent, ...ApiEvent[]][] = [];
  for (const event of seen) {
    const group = groups.at(-1);
    if (group && placeOf(event) - placeOf(group[0]) < distance) group.push(event);
    else groups.push([event]);
  }
  return groups.map(group => ({
    left: placeOf(group[0]) * 100,
    kind: kinds.find(kind => group.some(event => kindOf(event) === kind))!,
    text: textOfAll(group, to),
  }));
}

/** Draws the marks over a chart, anew. */
export function drawMarks(layer: HTMLElement, events: readonly ApiEvent[], span: Span): void {
  layer.replaceChildren(
    ...marksOf(events, span, layer.clientWidth).map(({ left, kind, text }) => {
      const mark = element('i', { class: `mark ${kind}`, title: text });
      mark.style.left = `${left}%`;
      return mark;
    }),
  );
}

/** By what the event says of itself; without a level, whether it is an end, a beginning, or something else. */
export function kindOf({ title, tags }: ApiEvent): Kind {
  if (tags.level !== undefined) return kindByLevel.get(tags.level) ?? 'other';
  if (tags.exit_code === '0') return 'other';
  if (bad.test(title)) return 'bad';
  return good.test(title) ? 'good' : 'other';
}

/** `14:03:20 container die: web, exit code 137`, or `database: critical`, then what the event itself says. */
export function textOf({ time, title, text, tags }: ApiEvent, now: number): string {
  const exit = tags.exit_code === undefined ? '' : `exit code ${tags.exit_code}`;
  const about = [tags.container ?? '', exit, tags.level ?? ''].filter(part => part !== '').join(', ');
  return [`${formatMoment(time * 1000, now)} ${title}${about ? `: ${about}` : ''}`, text]
    .filter(line => line !== '')
    .join('\n');
}

/** The text of one event, or how many there are and the first ones' texts. */
function textOfAll(events: readonly ApiEvent[], now: number): string {
  const texts = events.slice(0, mostTexts).map(event => textOf(event, now));
  if (events.length === 1) return texts[0]!;
  const more = events.length > mostTexts ? [`and ${events.length - mostTexts} more`] : [];
  return [`${events.length} events`, ...texts, ...more].join('\n');
}
