import type { SourceDetail } from '../../../shared/logs/source-status.ts';
import { containerAddress, type View, writeAddress } from '../address.ts';
import { formatAgo } from '../ago.ts';
import { fetchLogSource } from '../api.ts';
import { element, setChildren, setText } from '../dom.ts';
import type { PagePart } from '../page/containers-part.ts';
import type { Server } from '../server.ts';
import { formatValue } from '../units.ts';
import { visibleText } from '../visible-text.ts';
import { createKeptLines } from './kept-lines.ts';
import { createRuleList } from './rule-list.ts';
import { formatStory, kindOf, positionStory, stateOf } from './source-words.ts';

const switchedOff = 'No lines are kept: logs.keep_error_lines is false.';

/** How one log is read, its last error lines, and its rules. */
export function createLogDetail(name: string, server: Server): PagePart {
  const note = element('p', { class: 'table-note', hidden: '' });
  const facts = element('dl', { class: 'facts' });
  const errors = createKeptLines('Last error lines');
  const samples = createKeptLines('Some of its latest lines');
  const rules = createRuleList();
  const test = `${server.basePath}rules/test?${new URLSearchParams({ source: name })}`;
  const known = element(
    'div',
    { hidden: '' },
    facts,
    errors.element,
    rules.element,
    element('p', { class: 'table-note' }, element('a', { href: test }, 'Try out rules on lines of this log')),
    samples.element,
  );
  const values = new Map<string, HTMLElement>();
  const placeOf = (title: string) => {
    let place = values.get(title);
    if (!place) {
      place = element('dd');
      values.set(title, place);
      facts.append(element('div', {}, element('dt', {}, title), place));
    }
    return place;
  };
  const fact = (title: string, value: string) => setText(placeOf(title), value);
  const link = element('a');
  const showContainer = (name: string, { range }: View) => {
    link.href = server.basePath.slice(0, -1) + writeAddress(containerAddress(name), { range, filters: {} });
    setText(link, visibleText(name));
    setChildren(placeOf('Container'), [link]);
  };
  const show = (source: SourceDetail, view: View) => {
    const now = server.now();
    fact('State', source.reason === undefined ? stateOf(source) : `${stateOf(source)}: ${visibleText(source.reason)}`);
    fact('Format', formatStory(source));
    fact('Read as', kindOf(source));
    const { container } = source.tags;
    if (container !== undefined) showContainer(container, view);
    fact('Behind', formatValue('bytes', source.behind));
    fact('Last line', source.lastLine === null ? 'none yet' : formatAgo(source.lastLine, now));
    fact('Position', positionStory(source));
    errors.show(source.errorLines, source.keepsLines ? 'No error line has been seen.' : switchedOff, now);
    samples.show(source.sampleLines, source.keepsLines ? 'No line has been seen.' : switchedOff, now);
    rules.show(source.rules);
  };
  return {
    element: element('div', { class: 'log-detail' }, note, known),
    async refresh(view, signal) {
      const found = await fetchLogSource(name, signal);
      if (signal.aborted) return;
      known.hidden = !found.ok;
      note.hidden = found.ok;
      if (found.ok) show(found.value, view);
      else setText(note, visibleText(`How this log is read cannot be told: ${found.reason.message}.`));
    },
  };
}
