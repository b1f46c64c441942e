import type { PanelQuery } from '../../../../dashboards/model.ts';
import type { SourceStatus } from '../../../shared/logs/source-status.ts';
import type { Resolutions } from '../../step.ts';
import type { ApiSeries } from '../api.ts';
import { lastFlushBy, type Span, windowsOf } from '../range.ts';

/** By one of these the series of a log are told from those of others. */
const sourceTags = ['file', 'container', 'unit'];
const counted = { field: 'value', aggregate: 'sum', label: '' } as const;

/** Lines of each log in each window, for its small line. */
export const linesQuery: PanelQuery = { ...counted, metric: 'log.lines', groupBy: sourceTags };
/** Entries of each log by severity, for its figures: one of several lines, as a stack trace, is one. */
export const entriesQuery: PanelQuery = { ...counted, metric: 'log.entries', groupBy: [...sourceTags, 'level'] };

/** What the figures of now are taken over, milliseconds; one interval at least. */
const lately = 60_000;

/** The span of the last minute: in intervals, so that its windows are no half ones. */
export function lastMinute(now: number, { flushInterval }: Resolutions): Span {
  const end = lastFlushBy(now, flushInterval);
  const from = end - Math.ceil(lately / flushInterval) * flushInterval;
  return { from, to: end, step: flushInterval, firstWindow: from, end };
}

/** Windows of a small line: of a thousand logs, as many as are listed, that is what one query answers by default. */
const mostWindows = 100;

/** The span of the small lines: that of the page in fewer, wider windows, the last of them a whole one. */
export function historySpan(span: Span): Span {
  const factor = Math.ceil(windowsOf(span).length / mostWindows);
  if (factor <= 1) return span;
  const step = factor * span.step;
  const atWindow = (time: number) => Math.floor(time / step) * step;
  return { ...span, step, firstWindow: atWindow(span.firstWindow), end: atWindow(span.end) };
}

/** How much of a log came lately, entries per second; null where the store did not tell. */
export interface Rates {
  readonly entries: number | null;
  readonly warnings: number | null;
  readonly errors: number | null;
}

/** The rates of a log, by the series of {@link entriesQuery} over {@link lastMinute}. */
export function ratesOf(source: SourceStatus, counts: readonly ApiSeries[] | undefined, minute: Span): Rates {
  if (!counts) return { entries: null, warnings: null, errors: null };
  const own = ofSource(source, counts);
  const perSecond = (levels?: readonly string[]) =>
    own
      .filter(({ tags }) => levels === undefined || levels.includes(tags.level ?? ''))
      .flatMap(({ points }) => points.map(([, value]) => value ?? 0))
      .reduce((sum, value) => sum + value, 0) /
    ((minute.end - minute.firstWindow) / 1000);
  return { entries: perSecond(), warnings: perSecond(['warn']), errors: perSecond(['error', 'fatal']) };
}

/** Lines of a log in each window of a span, by the series of {@link linesQuery}. */
export function historyOf(source: SourceStatus, lines: readonly ApiSeries[], span: Span): (number | null)[] {
  const byTime = new Map<number, number>();
  for (const { points } of ofSource(source, lines))
    for (const [time, value] of points)
      if (value !== null) byTime.set(time * 1000, (byTime.get(time * 1000) ?? 0) + value);
  return windowsOf(span).map(time => byTime.get(time) ?? null);
}

const ofSource = ({ tags }: SourceStatus, series: readonly ApiSeries[]) =>
  series.filter(one => sourceTags.every(tag => (one.tags[tag] ?? '') === (tags[tag] ?? '')));
