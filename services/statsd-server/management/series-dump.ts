import type { MetricType } from '../../shared/metric.ts';
import type { SeriesBrowser, SeriesView } from '../series/series-browser.ts';
import { end } from './commands/command.ts';
import { type DumpEntry, dump } from './dump.ts';
import { printedName } from './printed-name.ts';

/** What statsd calls timers. */
export const timerTypes: readonly MetricType[] = ['timing', 'histogram', 'distribution'];

/** The series of these types, each by its printed name. */
export function* dumpOf(
  browser: SeriesBrowser,
  types: readonly MetricType[],
  amount: (view: SeriesView) => DumpEntry[1],
): Generator<string> {
  yield* dump(entriesOf(browser.views(types), amount));
  yield end;
}

function* entriesOf(views: Iterable<SeriesView>, amount: (view: SeriesView) => DumpEntry[1]): Generator<DumpEntry> {
  for (const view of views) yield [printedName(view), amount(view)];
}
