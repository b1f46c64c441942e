import type { Fields } from './aggregate.ts';
import type { Figures } from './figures.ts';
import { addHistogramBins } from './histogram-bins.ts';
import type { Moments } from './moments.ts';
import { medianOf, percentileOf } from './quantiles.ts';
import type { RankedValues } from './ranked.ts';
import { addStatsdPercentiles } from './statsd-percentiles.ts';

/** The figures asked for, of an interval of so many seconds. */
export function timingFields(figures: Figures, moments: Moments, ranked: RankedValues, seconds: number): Fields {
  const fields: Fields = {};
  for (const name of figures.fields) fields[name] = figure(name, moments, ranked, seconds);
  for (const percentile of figures.percentiles) fields[`${percentile}_percentile`] = percentileOf(ranked, percentile);
  addStatsdPercentiles(fields, ranked, figures.statsdPercentiles);
  addHistogramBins(fields, ranked, figures.histogram);
  return fields;
}

/** Of an interval without values: a count of 0, and `count_ps` where it is asked for, as statsd has it. */
export function zeroTimingFields(figures: Figures): Fields {
  return figures.fields.includes('count_ps') ? { count: 0, count_ps: 0 } : { count: 0 };
}

function figure(name: string, moments: Moments, ranked: RankedValues, seconds: number): number {
  if (name === 'median') return medianOf(ranked);
  const value = figureOfMoments(name, moments, seconds);
  if (value === undefined) throw new Error(`no figure of a timing is named ${name}`);
  return value;
}

/** A figure that takes no ranks, of an interval of so many seconds; undefined for any other. */
export function figureOfMoments(name: string, moments: Moments, seconds: number): number | undefined {
  switch (name) {
    case 'count':
      return moments.count;
    case 'count_ps':
      return moments.count / seconds;
    case 'sum':
      return moments.sum;
    case 'sum_squares':
      return moments.sumSquares;
    case 'mean':
      return moments.sum / moments.count;
    case 'lower':
      return moments.lower;
    case 'upper':
      return moments.upper;
    case 'stddev':
      return moments.stddev;
    default:
      return undefined;
  }
}
