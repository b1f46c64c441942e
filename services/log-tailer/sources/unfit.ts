import { quote } from '../../shared/logging/quote.ts';

/** Files and directories that can't be read, and why. */
export type Unfit = ReadonlyMap<string, string>;

/** The first of them, why, and how many more there are; empty where there is none. */
export function describeUnfit(unfit: Unfit): string {
  const [first] = unfit;
  if (!first) return '';
  const others = unfit.size > 1 ? ` (and ${unfit.size - 1} more)` : '';
  return `${first[0]}: ${first[1]}${others}`;
}

/** Whether one of them can't be read for want of permission. */
export function isDenied(unfit: Unfit): boolean {
  return [...unfit.values()].includes('permission denied');
}

/** Says of each, once, that it is left out: not of what stood among those of `before`, for the same reason. */
export function sayUnfit(unfit: Unfit, before: Unfit, say: (message: string) => void): void {
  for (const [path, reason] of unfit) if (before.get(path) !== reason) say(`${quote(path)} is left out: ${reason}`);
}
