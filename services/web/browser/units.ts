import type { Unit } from '../../../dashboards/model.ts';

/** Between a number and its unit: they must not be torn apart. */
const space = '\u00a0';
const decimalPrefixes = ['', 'k', 'M', 'G', 'T', 'P'];
const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const parts: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

const formats: Record<Unit, (value: number) => string> = {
  fraction: value => `${plain(value * 100)}${space}%`,
  bytes: value => binary(value),
  bytesPerSecond: value => `${binary(value)}/s`,
  perSecond: value => `${decimal(value)}/s`,
  seconds,
  milliseconds: value => seconds(value / 1000),
  cores: value => decimal(value),
  count: value => decimal(value),
};

/** A value as a reader wants it, to about three digits: `1.5 GiB`, `25 %`, `3 d 4 h`; a dash where there is none. */
export function formatValue(unit: Unit, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value < 0 ? `−${formats[unit](-value)}` : formats[unit](value);
}

/** Distances between the ticks of an axis that give round texts; undefined where those of ten do. */
export function tickSteps(unit: Unit): number[] | undefined {
  if (unit === 'bytes' || unit === 'bytesPerSecond') return Array.from({ length: 60 }, (_, power) => 2 ** power);
  if (unit === 'seconds')
    return [
      0.001, 0.01, 0.1, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
    ].concat(Array.from({ length: 12 }, (_, power) => 86_400 * 2 ** power));
  return undefined;
}

function plain(value: number): string {
  if (value < 1e-6) return '0';
  if (value < 1) return String(Number(value.toPrecision(2)));
  return String(Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)));
}

function scaled(value: number, base: number): [number, power: number] {
  let [rest, power] = [value, 0];
  while (Math.round(rest) >= base && power < 5) [rest, power] = [rest / base, power + 1];
  return [rest, power];
}

function decimal(value: number): string {
  const [rest, power] = scaled(value, 1000);
  return power === 0 ? plain(rest) : `${plain(rest)}${space}${decimalPrefixes[power]}`;
}

function binary(value: number): string {
  const [rest, power] = scaled(value, 1024);
  return `${plain(rest)}${space}${binaryUnits[power]}`;
}

function seconds(value: number): string {
  if (value === 0) return `0${space}s`;
  if (value < 0.000_999_5) return `${plain(value * 1e6)}${space}µs`;
  if (value < 0.9995) return `${plain(value * 1000)}${space}ms`;
  if (value < 59.95) return `${plain(value)}${space}s`;
  const whole = Math.round(value);
  const index = parts.findIndex(([, size]) => whole >= size);
  const [name, size] = parts[index]!;
  const [nextName, nextSize] = parts[index + 1]!;
  const rest = Math.floor((whole % size) / nextSize);
  const first = `${Math.floor(whole / size)}${space}${name}`;
  return rest === 0 ? first : `${first}${space}${rest}${space}${nextName}`;
}
