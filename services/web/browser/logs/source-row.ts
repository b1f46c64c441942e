import type { SourceStatus } from '../../../shared/logs/source-status.ts';
import { formatAgo } from '../ago.ts';
import { element, setText } from '../dom.ts';
import { createSparkline } from '../panel/sparkline.ts';
import { formatValue } from '../units.ts';
import { visibleText } from '../visible-text.ts';
import type { Rates } from './rates.ts';
import { formatsOf, kindOf, stateOf } from './source-words.ts';

/** A log with what came of it lately. */
export interface RatedSource {
  readonly source: SourceStatus;
  readonly rates: Rates;
  /** Lines in each window of the page's span. */
  readonly history: readonly (number | null)[];
}

/** One log's row of the table. It stays while its figures change, and with it the keyboard's focus. */
export interface SourceRow {
  readonly element: HTMLElement;
  /** `address` is the page of the log; `now` epoch ms. */
  show(rated: RatedSource, address: string, now: number): void;
}

/** An empty row, its cells in the order of the table's columns. */
export function createSourceRow(): SourceRow {
  const link = element('a');
  const about = element('small');
  const state = element('span', { class: 'state' });
  const reason = element('small');
  const sparkline = createSparkline();
  const figure = () => element('td', { class: 'number' });
  const [entries, errors, warnings, behind, last] = [figure(), figure(), figure(), figure(), figure()];
  return {
    element: element(
      'tr',
      {},
      element('td', { class: 'text' }, link, about),
      element('td', { class: 'text' }, state, reason),
      element('td', { class: 'line' }, sparkline.element),
      entries,
      errors,
      warnings,
      behind,
      last,
    ),
    show({ source, rates, history }, address, now) {
      link.href = address;
      setText(link, visibleText(source.name));
      setText(about, [formatsOf(source), kindOf(source)].filter(part => part !== '').join(' · '));
      state.dataset.state = source.state;
      setText(state, stateOf(source));
      setText(reason, visibleText(source.reason ?? ''));
      sparkline.show(history);
      setText(entries, formatValue('perSecond', rates.entries));
      setText(errors, formatValue('perSecond', rates.errors));
      errors.dataset.level = (rates.errors ?? 0) > 0 ? 'bad' : '';
      setText(warnings, formatValue('perSecond', rates.warnings));
      setText(behind, formatValue('bytes', source.behind));
      setText(last, source.lastLine === null ? '–' : formatAgo(source.lastLine, now));
    },
  };
}
