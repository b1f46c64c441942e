import { formatValue } from './units.ts';

/** How long ago a moment was, both epoch ms: `just now`, `5 s ago`, `3 d 4 h ago`. */
export function formatAgo(moment: number, now: number): string {
  const seconds = Math.floor((now - moment) / 1000);
  return seconds < 2 ? 'just now' : `${formatValue('seconds', seconds)} ago`;
}
