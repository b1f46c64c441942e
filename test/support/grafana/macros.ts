/** The values that variables have: one text, or those of several that are chosen. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** What is on the screen. */
export interface GrafanaView {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly variables: Values;
}

/** The limits below which `@grafana/data`'s rangeUtil.roundInterval rounds to the next width; milliseconds. */
const roundings: readonly (readonly [below: number, width: number])[] = [
  [1500, 1000],
  [3500, 2000],
  [7500, 5000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
  [9_000_000, 7_200_000],
  [16_200_000, 10_800_000],
  [32_400_000, 21_600_000],
  [86_400_000, 43_200_000],
  [604_800_000, 86_400_000],
];
const week = 604_800_000;

/** `$__interval_ms`: the range by the number of points a panel wants, rounded, and at least the panel's minimum. */
export function intervalOf(range: Pick<GrafanaView, 'from' | 'to'>, maxDataPoints: number, least: number): number {
  const exact = (range.to - range.from) / maxDataPoints;
  return Math.max(least, roundings.find(([below]) => exact < below)?.[1] ?? week);
}

const escaped = (text: string) => text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');

/** Values that are chosen are escaped as in `/…/` wherever they stand, several become alternatives; not so in `${name:raw}`. */
function written(value: string | readonly string[], inRegex: boolean, raw: boolean): string {
  if (typeof value === 'string') return value;
  if (inRegex && value.length > 1) return `(${value.map(escaped).join('|')})`;
  if (value.length !== 1) throw new Error(`${value.length} values where one is needed: ${value.join(', ')}`);
  return raw ? value[0]! : escaped(value[0]!);
}

/**
 * Puts in what Grafana puts in: `$name`, `${name}` and `${name:raw}` of variables and of `__from` and `__to` (epoch
 * milliseconds) in the browser, then `$timeFilter`, `$__interval` and `$__interval_ms` in its backend.
 * https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables
 */
export function interpolate(text: string, { from, to, variables }: GrafanaView, interval: number): string {
  const values: Values = { ...variables, __from: String(from), __to: String(to) };
  return text
    .replace(/\$(?:\{(\w+)(:raw)?\}|(\w+))/g, (whole, ...found) => {
      const [braced, raw, bare, at] = found as [string | undefined, string | undefined, string, number];
      const value = values[braced ?? bare];
      return value === undefined ? whole : written(value, text.slice(0, at).endsWith('/^'), raw !== undefined);
    })
    .replaceAll('$timeFilter', `time >= ${from}ms and time <= ${to}ms`)
    .replaceAll('$__interval_ms', String(interval))
    .replaceAll('$__interval', `${interval}ms`);
}
