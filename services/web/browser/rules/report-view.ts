import type { RuleTestReport, TestedLine, TestedMetric, TestedRule } from '../../../shared/logs/rule-test.ts';
import { element } from '../dom.ts';
import { visibleText } from '../visible-text.ts';

/** What came of a test. */
export interface ReportView {
  readonly element: HTMLElement;
  show(report: RuleTestReport): void;
  /** Says this instead. */
  say(message: string): void;
}

/** Nothing yet. */
export function createReportView(): ReportView {
  const place = element('div', { class: 'report' });
  const say = (...texts: readonly string[]) =>
    place.replaceChildren(
      element('ul', { class: 'faults', role: 'alert' }, ...texts.map(text => element('li', {}, visibleText(text)))),
    );
  return {
    element: place,
    say,
    show(report) {
      if (!report.ok) return say(...report.errors);
      const skipped =
        report.skipped > 0
          ? [
              element(
                'p',
                { class: 'table-note' },
                report.skipped === 1
                  ? '1 more line was not looked at'
                  : `${report.skipped} more lines were not looked at`,
              ),
            ]
          : [];
      place.replaceChildren(ruleTable(report.rules), lineTable(report.lines), ...skipped);
    },
  };
}

function ruleTable(rules: readonly TestedRule[]): HTMLElement {
  const rows = rules.map(({ name, applies, matched, cost }) =>
    element(
      'tr',
      {},
      element('td', { class: 'text' }, name),
      element('td', { class: 'number', 'data-level': matched === 0 ? 'warn' : '' }, matchesOf(applies, matched)),
      element(
        'td',
        { class: 'number' },
        cost === undefined ? '–' : `${cost < 0.1 ? cost.toFixed(3) : cost.toFixed(2)} µs`,
      ),
    ),
  );
  return table(
    'Rules',
    [
      ['Rule', 'text'],
      ['Matched', 'number'],
      ['Cost per line', 'number'],
    ],
    rows,
  );
}

function matchesOf(applies: boolean, matched: number): string {
  if (!applies) return 'not for this log';
  if (matched === 0) return 'never';
  return matched === 1 ? '1 line' : `${matched} lines`;
}

function lineTable(lines: readonly TestedLine[]): HTMLElement {
  const rows = lines.map(({ line, format, level, dropped, metrics }) =>
    element(
      'tr',
      {},
      element('td', { class: 'text' }, element('code', {}, visibleText(line))),
      element('td', { class: 'text format' }, ...(dropped ? ['–'] : formatOf(format, level))),
      element('td', { class: 'text' }, ...(dropped ? [element('b', {}, 'dropped')] : metrics.map(metricOf))),
    ),
  );
  return table(
    'Lines',
    [
      ['Line', 'text'],
      ['Format, severity', 'text'],
      ['Becomes, besides a line of its severity', 'text metrics'],
    ],
    rows,
  );
}

/** A line without a severity was joined to a stack trace, and has no format of its own either. */
function formatOf(format = 'plain', level: TestedLine['level']): (string | HTMLElement)[] {
  if (level === undefined) return [element('small', {}, 'of the entry above')];
  return [format, element('small', { 'data-level': level }, level)];
}

function metricOf({ name, type, tags, value }: TestedMetric): HTMLElement {
  const tagged = Object.entries(tags).map(([tag, text]) =>
    element('span', { class: 'tag' }, `${tag}: ${visibleText(text)}`),
  );
  const what = element('span', {}, element('b', {}, name), ` ${visibleText(String(value))} `, element('i', {}, type));
  return element('div', { class: 'metric' }, what, ...tagged);
}

function table(
  title: string,
  columns: readonly (readonly [string, string])[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const head = columns.map(([text, kind]) => element('th', { scope: 'col', class: kind }, text));
  return element(
    'section',
    { class: 'table', 'aria-label': title },
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
  );
}
