import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { BarGaugeDisplayMode, ReduceDataOptionsBuilder, VizOrientation } from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { common, type PanelPlace } from './common.ts';

/** More bars than these are no longer read. */
const mostBars = 12;

/** How Grafana calls the column that its transformation `reduce` makes of the last values. */
const lastColumn = 'Last *';

/** The last value of each line, largest first: lines become rows, which can be sorted. */
export function bars(place: PanelPlace): PanelBuilder {
  const color = place.panel.thresholds
    ? new FieldColorBuilder().mode(FieldColorModeId.Thresholds)
    : new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor('blue');
  return common(new PanelBuilder(), place)
    .min(place.panel.min ?? 0)
    .colorScheme(color)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .withTransformation({ id: 'reduce', options: { mode: 'seriesToRows', reducers: ['lastNotNull'] } })
    .withTransformation({ id: 'sortBy', options: { sort: [{ field: lastColumn, desc: true }] } })
    .withTransformation({ id: 'limit', options: { limitField: mostBars } })
    .reduceOptions(new ReduceDataOptionsBuilder().values(true).calcs(['lastNotNull']));
}
