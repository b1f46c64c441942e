import { parseDuration } from '../../shared/duration.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import type { TimeRange } from '../../shared/store/query.ts';
import { type Parameter, refusal, type Values } from './parameters.ts';

const timeForms = 'epoch seconds, a time such as 2026-01-31T12:00:00Z, a time ago such as -15m, or now';
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
/** The end of the year 9999, beyond which times have no such form. */
const lastTime = Date.UTC(10_000, 0, 1);

/** The two ends of a range of time, for every route that has one. */
export const rangeParameters: readonly Parameter[] = [
  { name: 'from', in: 'query', description: `the beginning: ${timeForms}`, default: '-15m' },
  { name: 'to', in: 'query', description: `the end, itself not included: ${timeForms}`, default: 'now' },
];

/** Epoch milliseconds of `now`, `-15m`, epoch seconds, or an RFC 3339 time; undefined for anything else. */
export function parseTime(text: string, now: number): number | undefined {
  if (text === 'now') return now;
  const ago = text.startsWith('-') ? parseDuration(text.slice(1)) : undefined;
  // A plus sign that was not escaped in an address arrives as a space.
  const plain = text.replace(/ (\d\d:\d\d)$/, '+$1');
  const time =
    ago !== undefined
      ? now - ago
      : rfc3339.test(plain)
        ? Date.parse(plain)
        : /^\d+(\.\d+)?$/.test(text)
          ? Number(text) * 1000
          : Number.NaN;
  return time >= 0 && time < lastTime ? Math.round(time) : undefined;
}

/** The range of a request, or why it is none. */
export function readRange(values: Values, now: number): Outcome<TimeRange> {
  const from = values.one('from')!;
  const to = values.one('to')!;
  const [start, end] = [parseTime(from, now), parseTime(to, now)];
  if (start === undefined) return failure(refusal('from', from, timeForms));
  if (end === undefined) return failure(refusal('to', to, timeForms));
  if (start >= end) return failure(refusal('from', from, `before to, which is ${JSON.stringify(to)}`));
  return success({ from: start, to: end });
}

/** Milliseconds of `30s`, `5m` or a number of seconds; undefined for anything below a second. */
export function parseStep(text: string): number | undefined {
  const step = parseDuration(/^\d+(\.\d+)?$/.test(text) ? `${text}s` : text);
  return step !== undefined && step >= 1000 && Number.isSafeInteger(step) ? step : undefined;
}
