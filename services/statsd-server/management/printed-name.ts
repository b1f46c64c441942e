import type { SeriesView } from '../series/series-browser.ts';

/** What is not seen, turns text around or ends a line; a dump escapes the other control characters itself. */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A series by one name: the metric's, and its tags as Graphite has them, `requests;env=prod`, with `_` for what a terminal
 * would not show. `metric_type` is left out.
 */
export function printedName({ metric, tags }: Pick<SeriesView, 'metric' | 'tags'>): string {
  let name = metric;
  for (const tag in tags) if (tag !== 'metric_type') name += `;${tag}=${tags[tag]}`;
  return name.replace(unseen, '_');
}

/** Text from outside as part of an answer: what controls a terminal, or ends a line, becomes `_`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '_');
}
