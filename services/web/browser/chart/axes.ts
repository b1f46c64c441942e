import type uPlot from 'uplot';
import type { Unit } from '../../../../dashboards/model.ts';
import type { Theme } from '../theme.ts';
import { formatValue, tickSteps } from '../units.ts';

const day = 86_400;
const valueAxisWidth = 58;
const timeAxisHeight = 26;

const time = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
const withSeconds = time({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const withMinutes = time({ hour: '2-digit', minute: '2-digit' });
const withDay = time({ day: 'numeric', month: 'short' });

/** The text of a tick at epoch seconds, where ticks lie `step` seconds apart: midnight is shown as its day. */
export function formatTick(seconds: number, step: number): string {
  const date = new Date(seconds * 1000);
  if (step >= day || (date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0))
    return withDay.format(date);
  return (step < 60 ? withSeconds : withMinutes).format(date);
}

/** The moment under the cursor: with its day where it is not the day of `now`; epoch milliseconds. */
export function formatMoment(moment: number, now: number): string {
  const [date, today] = [new Date(moment), new Date(now)];
  const clock = withSeconds.format(date);
  return date.toDateString() === today.toDateString() ? clock : `${withDay.format(date)}, ${clock}`;
}

/** The axis of time below a chart, and that of values at its left, as wide on every chart. */
export function axes(unit: Unit, theme: Theme, font: string): uPlot.Axis[] {
  const stroke = () => theme.colour('--muted');
  const grid = { stroke: () => theme.colour('--grid'), width: 1 };
  const steps = tickSteps(unit);
  return [
    {
      stroke,
      grid: { show: false },
      ticks: { ...grid, size: 4 },
      font,
      size: timeAxisHeight,
      gap: 4,
      space: 76,
      values: (_plot, splits, _axis, _space, step) => splits.map(split => formatTick(split, step)),
    },
    {
      stroke,
      grid,
      ticks: { show: false },
      font,
      size: valueAxisWidth,
      gap: 6,
      space: 34,
      values: (_plot, splits) => splits.map(split => formatValue(unit, split)),
      ...(steps ? { incrs: steps } : {}),
    },
  ];
}

/** The ends of the value axis: from zero, with a little room above, unless the panel says otherwise. */
export function valueRange(
  least: number | null,
  most: number | null,
  fixed: { readonly min?: number | undefined; readonly max?: number | undefined },
): [number, number] {
  const min = fixed.min ?? Math.min(0, (least ?? 0) * 1.05);
  const max = Math.max(fixed.max ?? 0, (most ?? 0) * (fixed.max === undefined ? 1.08 : 1));
  return max > min ? [min, max] : [min, min + 1];
}
