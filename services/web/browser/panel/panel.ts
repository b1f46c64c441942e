import { createBars } from './bars.ts';
import { createEvents } from './events.ts';
import type { PanelOptions, PanelView } from './panel-view.ts';
import { createStat } from './stat.ts';
import { createTimeseries } from './timeseries.ts';

const kinds = { timeseries: createTimeseries, stat: createStat, bars: createBars, events: createEvents };

/** A panel of its kind, still empty. */
export function createPanel(options: PanelOptions): PanelView {
  return kinds[options.panel.kind](options);
}
