import { type ApiSeries, fetchLogSources, fetchSeries } from '../api.ts';
import { element, setText } from '../dom.ts';
import type { PagePart } from '../page/containers-part.ts';
import { type Span, spanOf } from '../range.ts';
import type { Server } from '../server.ts';
import { entriesQuery, historyOf, historySpan, lastMinute, linesQuery, ratesOf } from './rates.ts';
import { sourceAddress } from './source-address.ts';
import { createSourceTable } from './source-table.ts';

/** What the store told of all logs last, and over which spans. */
interface Counted {
  readonly entries: readonly ApiSeries[] | undefined;
  readonly minute: Span;
  readonly lines: readonly ApiSeries[];
  readonly span: Span;
}

/** The table of logs, over the charts of all of them, and the way to trying out rules. */
export function createLogList(server: Server, addressAt: (path: string) => string): PagePart {
  const table = createSourceTable(name => addressAt(sourceAddress(name)));
  table.element.hidden = true;
  const note = element('p', { class: 'table-note', hidden: '' });
  const rules = element('a', { href: `${server.basePath}rules/test` }, 'Try out rules on lines of a log');
  let before: Counted | undefined;
  const say = (text: string) => {
    setText(note, text);
    note.hidden = text === '';
  };
  return {
    element: element('div', {}, table.element, note, element('p', { class: 'table-note' }, rules)),
    async refresh({ range, filters }, signal) {
      const span = historySpan(spanOf(range, server.now(), server.resolutions));
      const list = await fetchLogSources(signal);
      if (signal.aborted) return;
      if (!list.ok) return say(`How each log is read cannot be told: ${list.reason.message}.`);
      const { host, sources, more } = list.value;
      const { host: wanted, container } = filters;
      const fits = sources.filter(
        ({ tags }) => (wanted ?? host) === host && (container === undefined || tags.container === container),
      );
      const show = (counted: Counted) =>
        table.show(
          fits.map(source => ({
            source,
            rates: ratesOf(source, counted.entries, counted.minute),
            history: historyOf(source, counted.lines, counted.span),
          })),
          server.now(),
        );
      const others = more > 0 ? [`And ${more} more.`] : [];
      say(others.join(' '));
      table.element.hidden = fits.length === 0;
      // With the figures of before, if any: those of now may take a while.
      show(before ?? { entries: undefined, lines: [], minute: span, span });
      const minute = lastMinute(server.now(), server.resolutions);
      const [entries, lines] = await Promise.all([
        fetchSeries(entriesQuery, minute, { host }, signal),
        fetchSeries(linesQuery, span, { host }, signal),
      ]);
      if (signal.aborted) return;
      before = { entries: entries.ok ? entries.value : undefined, lines: lines.ok ? lines.value : [], minute, span };
      show(before);
      const failed = [
        ...(entries.ok ? [] : [`The rates cannot be told: ${entries.reason.message}.`]),
        ...(lines.ok ? [] : [`The lines over time cannot be drawn: ${lines.reason.message}.`]),
      ];
      say([...others, ...failed].join(' '));
    },
  };
}
