import type uPlot from 'uplot';
import type { Theme } from '../theme.ts';

/** How much of the panel's colour lies over what is not settled. */
const veil = 0.55;
/** Radius of the dot at a line's present end, CSS pixels. */
const radius = 2.5;

/**
 * Makes pale what is drawn behind `settled`, epoch seconds, and marks where each line is now: the interval under way is no
 * more than what came so far. Undefined: nothing is under way.
 */
export function drawRunning(plot: uPlot, settled: number | undefined, theme: Theme): void {
  if (settled === undefined) return;
  const { ctx, bbox } = plot;
  const from = Math.max(bbox.left, plot.valToPos(settled, 'x', true));
  // Lines and dots reach over the edge by half their width.
  const beyond = 2 * radius * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = theme.colour('--panel', veil);
  ctx.fillRect(from, bbox.top - beyond, bbox.left + bbox.width + beyond - from, bbox.height + 2 * beyond);
  for (const [index, series] of plot.series.entries()) {
    const values = plot.data[index]!;
    const last = lastIndex(values);
    const time = plot.data[0][last];
    if (index === 0 || time === undefined || time <= settled) continue;
    const stroke = series.stroke;
    ctx.fillStyle = (typeof stroke === 'function' ? stroke(plot, index) : stroke) as string;
    ctx.beginPath();
    const x = plot.valToPos(time, 'x', true);
    const y = plot.valToPos(values[last]!, 'y', true);
    ctx.arc(x, y, radius * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}

function lastIndex(values: ArrayLike<number | null | undefined>): number {
  let index = values.length - 1;
  while (index >= 0 && typeof values[index] !== 'number') index -= 1;
  return index;
}
