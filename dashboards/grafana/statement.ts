import { identifier } from '../../services/shared/store/influxdb/influxql.ts';
import { measurementName } from '../../services/shared/store/influxdb/stored-names.ts';
import type { Panel, PanelQuery, Variable } from '../model.ts';
import { conditionsOf, groups } from './conditions.ts';
import { placeholder } from './placeholder.ts';
import { resolution, step, stepMilliseconds } from './resolution.ts';

/** Width of a panel's windows: chosen by Grafana for the range; finer than a step in a short range of long ago. */
const chosenWindow = '$__interval';

/**
 * Only steps that are over and stored: the one under way would be a dip, and has no points for a moment.
 * `$__to` is the end of the range, epoch milliseconds.
 */
const complete = `time < ${placeholder('__to')}ms - ${step} - ${step}`;

/** Bars show what is told now, not what once was; a roll-up may come some steps late. */
const recent = `time >= ${placeholder('__to')}ms - ${[step, step, step, step].join(' - ')}`;

/** The range begins within a step, of which it then has not all: that one row of each series is left out. */
const wholeSteps = 'LIMIT 1000000 OFFSET 1';

/** A repeated row's metric stands as it is: the datasource would escape it for a regular expression, a `/` too. */
const measurement = (metric: string) =>
  metric.startsWith('$') ? `"${placeholder(`${metric.slice(1)}:raw`)}"` : identifier(measurementName(metric));

/** Where a statement reads: points of the metric at the range's resolution. */
const source = ({ metric }: PanelQuery) => `${identifier(resolution)}.${measurement(metric)}`;

/**
 * What was counted per second: the mean over the steps of a window, which holds whatever share of the window has been
 * stored, and however steps and windows fall. A counter has no point where nothing was counted: there it is 0.
 */
function rateStatement(query: PanelQuery, conditions: readonly string[]): string {
  const within = ['$timeFilter', complete].join(' AND ');
  const perStep = `SELECT sum(${identifier(query.field)}) AS "counted" FROM ${source(query)} WHERE ${[within, ...conditions].join(' AND ')} GROUP BY ${groups(step, query.groupBy)} fill(0) ${wholeSteps}`;
  return `SELECT mean("counted") * 1000 / ${stepMilliseconds} FROM (${perStep}) WHERE ${within} GROUP BY ${groups(chosenWindow, query.groupBy)} fill(none)`;
}

/**
 * A panel's query in InfluxQL with Grafana's variables and macros in it. Fields are read plain: in each roll-up a
 * plain field is what that kind of field amounts to in a window (a sum of counts, a mean of gauges, …).
 */
export function statementOf(query: PanelQuery, { kind, noValue }: Panel, variables: readonly Variable[]): string {
  const conditions = conditionsOf(query, variables);
  if (query.perSecond) return rateStatement(query, conditions);
  const selected = `${query.aggregate}(${identifier(query.field)})`;
  // A figure that means "none" where nothing is told must not show what was told long ago; nor none between two points.
  const [window, ends, fill] = noValue === undefined ? [chosenWindow, [], 'fill(null)'] : [step, [complete], 'fill(0)'];
  const within = ['$timeFilter', ...(kind === 'bars' ? [recent] : []), ...ends];
  const perGroup = `FROM ${source(query)} WHERE ${[...within, ...conditions].join(' AND ')} GROUP BY ${groups(window, query.groupBy)}`;
  if (!query.total) return `SELECT ${selected} ${perGroup} ${fill}`;
  return `SELECT sum("each") FROM (SELECT ${selected} AS "each" ${perGroup} fill(none)) WHERE ${within.join(' AND ')} GROUP BY ${groups(window)} ${fill}`;
}
