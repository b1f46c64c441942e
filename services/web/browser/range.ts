import { parseDuration } from '../../shared/duration.ts';
import { chooseStep, leastStep, type Resolutions } from '../step.ts';

/** What the reader chose to see: the newest so many milliseconds, or a fixed time. */
export type ChosenRange =
  | { readonly live: true; readonly length: number }
  | { readonly live: false; readonly from: number; readonly to: number };

/** The lengths offered. */
export const lengths = ['5m', '15m', '1h', '3h', '12h', '24h', '2d', '7d'] as const;

/** What is chosen when nothing is. */
export const defaultRange: ChosenRange = { live: true, length: parseDuration('15m')! };

/** A point is in the store this soon after its interval ended; milliseconds. */
const grace = 900;

/** A live page looks again at least this often, however wide its windows are. */
const slowestRefresh = 60_000;

/** What is drawn, and what is asked for it; epoch milliseconds. */
export interface Span {
  /** The ends of the time axis. */
  readonly from: number;
  readonly to: number;
  /** Width of a window. */
  readonly step: number;
  /** The windows asked for begin here … */
  readonly firstWindow: number;
  /** … and no point lies at or after this. */
  readonly end: number;
}

/** The end of the last interval whose points must be there by now, epoch milliseconds. */
export function lastFlushBy(now: number, flushInterval: number): number {
  return Math.floor((now - grace) / flushInterval) * flushInterval;
}

/** The span of a range at a moment. A live one ends with the last interval whose points must be there by now. */
export function spanOf(range: ChosenRange, now: number, resolutions: Resolutions): Span {
  const { flushInterval } = resolutions;
  const lastFlush = lastFlushBy(now, flushInterval);
  const [from, to] = range.live ? [lastFlush - range.length, lastFlush] : [range.from, range.to];
  const step = chooseStep({ range: to - from, flushInterval, least: leastStep(resolutions, now - from) });
  return {
    from,
    to,
    step,
    firstWindow: Math.floor(from / step) * step,
    end: Math.min(Math.ceil(to / step) * step, Math.max(lastFlush, from + 1)),
  };
}

/** The starts of a span's windows. */
export function windowsOf({ firstWindow, end, step }: Span): number[] {
  return Array.from({ length: Math.ceil((end - firstWindow) / step) }, (_, index) => firstWindow + index * step);
}

/** How often a live page looks again: with every flush, but not for a twentieth of a pixel. */
export function refreshInterval({ step }: Pick<Span, 'step'>, { flushInterval }: Resolutions): number {
  return Math.max(flushInterval, Math.min(step, Math.ceil(slowestRefresh / flushInterval) * flushInterval));
}
