import type { SeriesView } from '../series/series-browser.ts';

/** A series by one name: the metric's, and its tags as Graphite has them, `requests;env=prod`. `metric_type` is left out. */
export function printedName({ metric, tags }: Pick<SeriesView, 'metric' | 'tags'>): string {
  let name = metric;
  for (const tag in tags) if (tag !== 'metric_type') name += `;${tag}=${tags[tag]}`;
  return name;
}

/** Text from outside as part of an answer: what controls a terminal, or ends a line, becomes `_`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '_');
}
