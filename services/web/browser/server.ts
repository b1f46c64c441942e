import type { Resolutions } from '../step.ts';

/** What the server told the page about itself. */
export interface Server {
  /** The server's time, epoch milliseconds: the browser's own clock may be off. */
  now(): number;
  readonly startedAt: number;
  readonly resolutions: Resolutions;
  /** Below which all pages are; begins and ends with a slash. */
  readonly basePath: string;
  /** Host and port where StatsD is received, with a space between. */
  readonly statsd: string;
}

/** Reads the data attributes of the page's body. */
export function readServer({ now, started, resolutions, base, statsd }: DOMStringMap): Server {
  const ahead = Number(now) - Date.now();
  return {
    now: () => Date.now() + ahead,
    startedAt: Number(started),
    resolutions: JSON.parse(resolutions ?? '') as Resolutions,
    basePath: base ?? '/',
    statsd: statsd ?? '',
  };
}
