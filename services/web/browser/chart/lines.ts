import type { PanelQuery } from '../../../../dashboards/model.ts';
import type { ApiSeries } from '../api.ts';
import { compareLabels } from '../colours.ts';
import { type Span, windowsOf } from '../range.ts';

/** Of so many windows a value still is that of now. */
const recentWindows = 6;

/** One line: its name, and a value or null for every window of the span. */
export interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

/**
 * What a query's answer is drawn as: sorted, named, as rates where it says so, added up where it says so. What has
 * none of the tags that would name it is left out: the log of a file is not one of the containers'.
 */
export function linesOf(query: PanelQuery, series: readonly ApiSeries[], span: Span): Line[] {
  const windows = windowsOf(span);
  const lines = series.flatMap(({ tags, points }) => {
    const label = labelOf(query.label, tags);
    if (label === '') return [];
    const byTime = new Map(points.map(([time, value]) => [time * 1000, value]));
    return [{ label, values: windows.map(time => byTime.get(time) ?? null) }];
  });
  const summed = query.total && lines.length > 0 ? [{ label: query.label, values: total(lines) }] : lines;
  const drawn = query.perSecond ? summed.map(line => ({ ...line, values: rates(line.values, windows, span) })) : summed;
  return drawn.sort((a, b) => compareLabels(a.label, b.label));
}

/** The last value there is, or null. */
export function lastValue(values: readonly (number | null)[]): number | null {
  return values.findLast(value => value !== null) ?? null;
}

function labelOf(pattern: string, tags: ApiSeries['tags']): string {
  return pattern.replace(/\{\{(\w+)\}\}/g, (_, tag: string) => tags[tag] ?? '').trim();
}

/**
 * The value of one of the newest windows, or null: a figure does not show what has long ceased to be told. Where silence
 * is an answer it is one sooner: only the very newest window may not be told yet.
 */
export function currentValue(values: readonly (number | null)[], silenceTells = false): number | null {
  return lastValue(values.slice(silenceTells ? -2 : -recentWindows));
}

function total(lines: readonly Line[]): (number | null)[] {
  return lines[0]!.values.map((_, index) => {
    const values = lines.flatMap(line => line.values[index] ?? []);
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  });
}

/** The newest window may not be over yet: it counted for less than a whole step. */
function rates(values: readonly (number | null)[], windows: readonly number[], { step, end }: Span) {
  return values.map((value, index) => {
    const length = Math.min(step, end - windows[index]!);
    return value === null ? null : value / (length / 1000);
  });
}
