import assert from 'node:assert/strict';
import type { MetricType, Tags } from '../../../../services/shared/metric.ts';
import type { SeriesBrowser, SeriesView } from '../../../../services/statsd-server/series/series-browser.ts';

/** Series as a table would show them. */
export interface FakeBrowser extends SeriesBrowser {
  series: SeriesView[];
}

/** A series with a value, or a timing with several. */
export function seriesView(
  type: MetricType,
  metric: string,
  amount: number | readonly number[],
  tags: Tags = {},
): SeriesView {
  return {
    metric,
    tags: { ...tags, metric_type: type },
    type,
    value: typeof amount === 'number' ? amount : undefined,
    values: () => (typeof amount === 'number' ? [] : amount),
    forget: () => assert.fail('it is in no browser'),
  };
}

/** A browser of these series. */
export function createFakeBrowser(...series: SeriesView[]): FakeBrowser {
  return {
    series,
    *views(types) {
      for (const view of this.series) {
        const forget = () => {
          this.series = this.series.filter(other => other !== view);
        };
        if (types.includes(view.type)) yield { ...view, forget };
      }
    },
  };
}
