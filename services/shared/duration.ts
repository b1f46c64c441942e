const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** What {@link parseDuration} reads: a decimal number and a unit, nothing around or between them. */
export const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w|y)$/;

/** `10s`, `1.5h`, `7d` … in whole milliseconds, or undefined for anything else. A year has 365 days. */
export function parseDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  return match ? Math.round(Number(match[1]) * units[match[2]!]!) : undefined;
}

/** Whole milliseconds as text, in the largest unit that says them exactly: 60000 is `1m`, 90000 is `90s`. */
export function formatDuration(milliseconds: number): string {
  const unit = Object.entries(units)
    .reverse()
    .find(([, size]) => milliseconds >= size && milliseconds % size === 0);
  return unit ? `${milliseconds / unit[1]}${unit[0]}` : `${milliseconds}ms`;
}
