/** What a unit measures, and how much of the base unit it is: milliseconds, bytes. */
export interface Unit {
  readonly of: 'time' | 'size';
  readonly factor: number;
}

const time = (factor: number): Unit => ({ of: 'time', factor });
const size = (factor: number): Unit => ({ of: 'size', factor });

const units = new Map([
  ['ns', time(1e-6)],
  ['us', time(1e-3)],
  ['µs', time(1e-3)],
  ['ms', time(1)],
  ['s', time(1000)],
  ['m', time(60_000)],
  ['h', time(3_600_000)],
  ['B', size(1)],
  ['bytes', size(1)],
  ['kB', size(1e3)],
  ['KB', size(1e3)],
  ['MB', size(1e6)],
  ['GB', size(1e9)],
  ['TB', size(1e12)],
  ['KiB', size(1024)],
  ['MiB', size(1024 ** 2)],
  ['GiB', size(1024 ** 3)],
  ['TiB', size(1024 ** 4)],
]);

/** The unit that is written behind a number; undefined for any other text, which says what is counted (`12users`). */
export function unitOf(text: string): Unit | undefined {
  return units.get(text);
}

/** Of a small unit divided by its inverse, which is a whole number: 7us is 0.007 ms, not 0.007 and some. */
export function scaled(value: number, factor: number): number {
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}
