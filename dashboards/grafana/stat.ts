import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { common, type PanelPlace } from './common.ts';

/** One figure, large, over a small line of how it came about. The newest window is often empty still: the last value counts. */
export function stat(place: PanelPlace): PanelBuilder {
  const { thresholds } = place.panel;
  const color = thresholds
    ? new FieldColorBuilder().mode(FieldColorModeId.Thresholds)
    : new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor('blue');
  return common(new PanelBuilder(), place)
    .colorScheme(color)
    .colorMode(thresholds ? BigValueColorMode.Value : BigValueColorMode.None)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
}
