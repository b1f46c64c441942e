import type { RuleTestReport } from '../../../shared/logs/rule-test.ts';
import { fetchLogSource, fetchLogSources, testRules } from '../api.ts';
import { createStatus } from '../controls/status.ts';
import { createThemeToggle } from '../controls/theme-toggle.ts';
import { element, setText } from '../dom.ts';
import type { Places } from '../page/page.ts';
import { createTheme } from '../theme.ts';
import { visibleText } from '../visible-text.ts';
import { exampleLines, exampleRules } from './example.ts';
import { lastLines } from './last-lines.ts';
import { createReportView } from './report-view.ts';

/** What is typed is tested when nothing more was for so long, milliseconds. */
const pause = 300;
/** Every rule sees the lines, whatever its source. */
const noSource = '';

/** Rules as YAML and lines of a log → what becomes of each line, as one types. */
export function startRulesPage({ main, controls }: Places): void {
  const status = createStatus();
  controls.append(status.element, createThemeToggle(createTheme()));
  const rules = textarea('Rules, as in tidegauge.yaml below logs.rules', exampleRules, 12);
  const lines = textarea('Lines', exampleLines, 8);
  const source = element('select', { 'aria-label': 'Log' }, element('option', { value: noSource }, 'any log'));
  const take = element('button', { type: 'button', class: 'action', hidden: '' }, 'Take its last lines');
  const note = element('span', { class: 'hint' });
  const report = createReportView();
  let control = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function test(): Promise<void> {
    control.abort();
    control = new AbortController();
    const { signal } = control;
    const name = source.value === noSource ? {} : { source: source.value };
    const typed = lines.area.value.split(/\r?\n/).filter(line => line !== '');
    const answer = await testRules({ rules: rules.area.value, lines: typed, ...name }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      status.fresh(true);
      report.show(answer.value satisfies RuleTestReport);
    } else {
      status.failed('not tested');
      report.say(answer.reason.message);
    }
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void test(), pause);
  }

  async function takeLines(): Promise<void> {
    const found = await fetchLogSource(source.value, new AbortController().signal);
    if (!found.ok) return setText(note, found.reason.message);
    const taken = lastLines(found.value);
    if (taken.lines.length === 0 && taken.leftOut === 0) {
      const { keepsLines } = found.value;
      return setText(note, keepsLines ? 'No line of it has been seen yet.' : 'logs.keep_error_lines is false.');
    }
    setText(note, leftOutNote(taken.leftOut));
    lines.area.value = taken.lines.join('\n');
    later();
  }

  async function offerSources(): Promise<void> {
    const wanted = new URLSearchParams(location.search).get('source') ?? noSource;
    const list = await fetchLogSources(new AbortController().signal);
    const names = list.ok ? list.value.sources.map(({ name }) => name) : [];
    if (wanted !== noSource && !names.includes(wanted)) names.unshift(wanted);
    source.append(...names.map(name => element('option', { value: name }, visibleText(name))));
    source.value = wanted;
    take.hidden = wanted === noSource;
    if (wanted !== noSource && list.ok) await takeLines();
    later();
  }

  rules.area.addEventListener('input', later);
  lines.area.addEventListener('input', later);
  source.addEventListener('change', () => {
    take.hidden = source.value === noSource;
    setText(note, '');
    later();
  });
  take.addEventListener('click', () => void takeLines());
  const choice = element('div', { class: 'choice' }, element('label', {}, 'The lines are of ', source), take, note);
  main.append(
    element('div', { class: 'title' }, element('h1', {}, 'Try out rules')),
    element(
      'p',
      { class: 'about-page' },
      'Nothing here is counted or kept. Change the rules or the lines, and see below what becomes of each.',
    ),
    element('div', { class: 'editors' }, rules.element, element('div', {}, lines.element, choice)),
    report.element,
  );
  document.title = 'Try out rules · Tidegauge';
  void offerSources();
}

function leftOutNote(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? '1 line of more than 2 kB is left out: its end is not kept.'
    : `${count} lines of more than 2 kB are left out: their ends are not kept.`;
}

function textarea(title: string, text: string, rows: number) {
  const area = element('textarea', {
    rows: String(rows),
    spellcheck: 'false',
    autocapitalize: 'off',
    'aria-label': title,
  });
  area.value = text;
  return { area, element: element('label', { class: 'editor' }, element('span', {}, title), area) };
}
