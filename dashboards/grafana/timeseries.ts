import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { common, type PanelPlace } from './common.ts';

/** A shorter gap is none, milliseconds: twice the coarsest resolution, since windows may be finer than points are. */
const joined = 1_200_000;

/** Lines over time; pointing at them lists all values of the moment, the greatest first. */
export function timeseries(place: PanelPlace): PanelBuilder {
  const { stacked = false, min } = place.panel;
  const legend = new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .calcs([]);
  const tooltip = new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);
  const builder = common(new PanelBuilder(), place)
    .legend(legend)
    .tooltip(tooltip)
    .lineWidth(1)
    .fillOpacity(stacked ? 40 : 10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(joined);
  if (min === undefined) builder.axisSoftMin(0);
  else builder.min(min);
  if (stacked) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  return builder;
}
