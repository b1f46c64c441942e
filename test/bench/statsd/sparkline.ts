const bars = '▁▂▃▄▅▆▇█';

/** Figures as a line of bars, from nothing to the largest: `▆▇█▇`. */
export function sparkline(figures: readonly number[]): string {
  const most = Math.max(...figures);
  return figures.map(figure => bars[Math.max(0, Math.ceil((figure / most) * bars.length) - 1)]).join('');
}
