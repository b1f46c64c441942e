import { formatDuration, parseDuration } from '../../shared/duration.ts';
import { type ChosenRange, defaultRange, lengths } from './range.ts';

/** What a page shows, as its address holds it. */
export interface View {
  readonly range: ChosenRange;
  /** The variables that are narrowed to one value. */
  readonly filters: Readonly<Record<string, string>>;
}

/** The address of the page of one container, below the base path. */
export const containerAddress = (name: string): string => `/containers/${encodeURIComponent(name)}`;

const containerPath = /^\/containers\/([^/]+)$/;

/** The view of an address. What makes no sense in it is as if it were not there. */
export function readAddress(pathname: string, search: string): View {
  const parameters = new URLSearchParams(search);
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  parameters.delete('from');
  parameters.delete('to');
  const container = containerPath.exec(pathname)?.[1];
  const filters = Object.fromEntries([...parameters].filter(([, value]) => value !== ''));
  return {
    range: readRange(from, to),
    filters: container === undefined ? filters : { ...filters, container: decode(container) },
  };
}

/** The address of a view. The page of one container has its name in the path. */
export function writeAddress(pathname: string, { range, filters }: View): string {
  const { container, ...others } = filters;
  const inPath = containerPath.test(pathname) && container !== undefined;
  const parameters = new URLSearchParams();
  if (!range.live) {
    parameters.set('from', String(range.from / 1000));
    parameters.set('to', String(range.to / 1000));
  } else if (range.length !== (defaultRange.live && defaultRange.length))
    parameters.set('from', `-${textOf(range.length)}`);
  for (const [name, value] of Object.entries(inPath ? others : filters)) parameters.set(name, value);
  const search = parameters.size > 0 ? `?${parameters}` : '';
  return (inPath ? containerAddress(container) : pathname) + search;
}

/** As the button says it, where there is one: `7d`, though `1w` is shorter. */
function textOf(length: number): string {
  return lengths.find(text => parseDuration(text) === length) ?? formatDuration(length);
}

function readRange(from: string | null, to: string | null): ChosenRange {
  if (from?.startsWith('-')) {
    const length = parseDuration(from.slice(1));
    return length !== undefined && length >= 60_000 ? { live: true, length } : defaultRange;
  }
  const [start, end] = [Number(from ?? Number.NaN) * 1000, Number(to ?? Number.NaN) * 1000];
  return start >= 0 && end > start && end < Date.UTC(10_000, 0) ? { live: false, from: start, to: end } : defaultRange;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
