import { setImmediate as turn } from 'node:timers/promises';
import type { MetricType } from '../../shared/metric.ts';
import type { SeriesBrowser } from '../series/series-browser.ts';
import { end } from './commands/command.ts';
import { printable } from './printed-name.ts';

/** Series looked at before everything else gets its turn: a millisecond's worth, if all are forgotten. */
const slice = 512;
/** The answer is handed on in pieces of about so many characters. */
const pieceLength = 8192;

/**
 * Forgets the metrics of these types that have one of these names, or for `folder.*` one that begins with `folder.`, with
 * all their tags, and tells each once.
 */
export async function* deletion(
  browser: SeriesBrowser,
  types: readonly MetricType[],
  patterns: readonly string[],
): AsyncGenerator<string> {
  let piece = '';
  for (const pattern of patterns) {
    const folder = pattern.endsWith('.*') ? pattern.slice(0, -1) : undefined;
    const told = new Set<string>();
    let seen = 0;
    for (const view of browser.views(types)) {
      const { metric } = view;
      if (metric === pattern || (folder !== undefined && metric.startsWith(folder))) {
        view.forget();
        if (!told.has(metric)) piece += `deleted: ${printable(metric)}\n`;
        told.add(metric);
      }
      seen += 1;
      if (seen % slice === 0) await turn();
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = '';
    }
    // There may be hundreds of patterns, and a browser comes by no view where it has none of these types.
    await turn();
    if (told.size === 0) piece += `metric ${printable(pattern)} not found\n`;
  }
  yield piece + end;
}
