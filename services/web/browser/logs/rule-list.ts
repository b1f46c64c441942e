import type { RuleMatches } from '../../../shared/logs/source-status.ts';
import { element } from '../dom.ts';
import { formatValue } from '../units.ts';
import { visibleText } from '../visible-text.ts';

/** The rules of a log, each with how often it has matched. */
export function createRuleList(): { readonly element: HTMLElement; show(rules: readonly RuleMatches[]): void } {
  const body = element('tbody');
  const head = element('tr', {}, element('th', {}, 'Rule'), element('th', { class: 'number' }, 'Matched'));
  const table = element('table', {}, element('thead', {}, head), body);
  const message = element('p', { class: 'message' }, 'No rule of the configuration is for this log.');
  return {
    element: element('section', { class: 'panel', 'aria-label': 'Rules' }, element('h3', {}, 'Rules'), message, table),
    show(rules) {
      message.hidden = rules.length > 0;
      table.hidden = rules.length === 0;
      body.replaceChildren(
        ...rules.map(({ rule, metric, matched }) =>
          element(
            'tr',
            {},
            element('td', { class: 'text' }, metric ?? 'dropped', element('small', {}, visibleText(rule))),
            element('td', { class: 'number' }, matched === 0 ? 'never' : formatValue('count', matched)),
          ),
        ),
      );
    },
  };
}
