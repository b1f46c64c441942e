import { element } from '../dom.ts';

/** A column of a table. */
export interface Column<Item> {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'line';
  /** What the rows are sorted by. */
  key(item: Item): string | number;
}

/** The head of a table that is sorted by the column whose heading was clicked; at first by the first. */
export interface SortableHead<Item> {
  readonly element: HTMLElement;
  sorted(items: readonly Item[]): Item[];
}

/** `onSort`: another order was chosen. */
export function createSortableHead<Item>(columns: readonly Column<Item>[], onSort: () => void): SortableHead<Item> {
  let by = { column: columns[0]!, down: false };
  const cells = columns.map(column => {
    const button = element('button', { type: 'button' }, column.title);
    const cell = element('th', { scope: 'col', class: column.kind }, button);
    button.addEventListener('click', () => {
      // Figures are looked through from the largest on, texts from a to z.
      by = { column, down: by.column === column ? !by.down : column.kind !== 'text' };
      tell();
      onSort();
    });
    return { column, cell };
  });
  const tell = () => {
    for (const { column, cell } of cells)
      cell.setAttribute('aria-sort', column !== by.column ? 'none' : by.down ? 'descending' : 'ascending');
  };
  tell();
  return {
    element: element('thead', {}, element('tr', {}, ...cells.map(({ cell }) => cell))),
    sorted: items => [...items].sort((a, b) => compare(by.column.key(a), by.column.key(b)) * (by.down ? -1 : 1)),
  };
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
