import type uPlot from 'uplot';
import type { Theme } from '../theme.ts';
import { lonePoints } from './stack.ts';

/** One line to draw: its name, and the custom property of its colour. */
export interface Drawn {
  readonly label: string;
  readonly colour: string;
}

/** Fills between stacked lines, and below one that is alone. */
const stackedFill = 0.5;
const loneFill = 0.09;
const pointSize = 5;

/** How uPlot draws the lines: stacked ones filled down to the one below, which are uPlot's bands. */
export function seriesOptions(lines: readonly Drawn[], stacked: boolean, theme: Theme) {
  const fill =
    ({ colour }: Drawn) =>
    () =>
      theme.colour(colour, stacked ? stackedFill : loneFill);
  const series = lines.map((line, index): uPlot.Series => {
    const stroke = () => theme.colour(line.colour);
    const filled = lines.length === 1 || (stacked && index === 0);
    return {
      label: line.label,
      stroke,
      width: stacked ? 1 : 1.5,
      ...(filled ? { fill: fill(line) } : {}),
      // A line shows no value that has no neighbour.
      points: { show: false, size: pointSize, fill: stroke, filter: (plot, at) => lonePoints(plot.data[at]!) },
    };
  });
  // The series of the time axis is number 0.
  const bands = lines.slice(1).map((line, index): uPlot.Band => ({ series: [index + 2, index + 1], fill: fill(line) }));
  return { series: [{}, ...series], ...(stacked ? { bands } : {}) };
}
