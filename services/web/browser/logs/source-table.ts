import { element, setChildren } from '../dom.ts';
import { type Column, createSortableHead } from '../table/sortable-head.ts';
import { createSourceRow, type RatedSource, type SourceRow } from './source-row.ts';
import { stateOf } from './source-words.ts';

/** The list of logs. */
export interface SourceTable {
  readonly element: HTMLElement;
  /** `now`: epoch ms. */
  show(sources: readonly RatedSource[], now: number): void;
}

const columns: readonly Column<RatedSource>[] = [
  { title: 'Log', kind: 'text', key: ({ source }) => source.name },
  { title: 'State', kind: 'text', key: ({ source }) => stateOf(source) },
  { title: 'Lines over time', kind: 'line', key: ({ rates }) => rates.entries ?? -1 },
  { title: 'Entries', kind: 'number', key: ({ rates }) => rates.entries ?? -1 },
  { title: 'Errors', kind: 'number', key: ({ rates }) => rates.errors ?? -1 },
  { title: 'Warnings', kind: 'number', key: ({ rates }) => rates.warnings ?? -1 },
  { title: 'Behind', kind: 'number', key: ({ source }) => source.behind ?? -1 },
  { title: 'Last line', kind: 'number', key: ({ source }) => source.lastLine ?? 0 },
];

/** A table that is sorted by the column whose heading was clicked. `addressOf` is the page of one log. */
export function createSourceTable(addressOf: (name: string) => string): SourceTable {
  let shown: readonly RatedSource[] = [];
  let rows = new Map<string, SourceRow>();
  const body = element('tbody');
  const arrange = () =>
    setChildren(
      body,
      head.sorted(shown).map(({ source }) => rows.get(source.name)!.element),
    );
  const head = createSortableHead(columns, arrange);
  return {
    element: element('div', { class: 'table logs' }, element('table', {}, head.element, body)),
    show(sources, now) {
      shown = sources;
      rows = new Map(sources.map(({ source: { name } }) => [name, rows.get(name) ?? createSourceRow()]));
      for (const rated of sources) rows.get(rated.source.name)!.show(rated, addressOf(rated.source.name), now);
      arrange();
    },
  };
}
