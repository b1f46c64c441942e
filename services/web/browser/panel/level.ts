import type { Panel } from '../../../../dashboards/model.ts';

/** How a figure stands to its panel's thresholds. */
export function levelOf(value: number | null, thresholds: Panel['thresholds']): 'fine' | 'warn' | 'bad' {
  if (value === null || !thresholds || value <= thresholds.warn) return 'fine';
  return value > thresholds.bad ? 'bad' : 'warn';
}
