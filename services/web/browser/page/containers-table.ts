import type { ContainerSummary } from '../../api/containers.ts';
import type { ApiSeries } from '../api.ts';
import { element } from '../dom.ts';
import { createSparkline } from '../panel/sparkline.ts';
import { formatValue } from '../units.ts';

/** The list of containers. */
export interface ContainersTable {
  readonly element: HTMLElement;
  /** Shows these, with the CPU of each over time. */
  show(containers: readonly ContainerSummary[], cpu: readonly ApiSeries[]): void;
}

type Cell = Node | string;

interface Column {
  readonly title: string;
  readonly kind: 'text' | 'number' | 'line';
  /** What the rows are sorted by. */
  key(container: ContainerSummary): string | number;
  cell(container: ContainerSummary, cpu: ApiSeries | undefined): Cell;
}

/** A table that sorts by the column whose heading was clicked. `addressOf` is the page of one container. */
export function createContainersTable(addressOf: (container: ContainerSummary) => string): ContainersTable {
  const columns = columnsOf(addressOf);
  let sorted = { column: columns[0]!, down: false };
  let shown: readonly [ContainerSummary, ApiSeries | undefined][] = [];
  const body = element('tbody');
  const headings = columns.map(column => {
    const button = element('button', { type: 'button' }, column.title);
    button.addEventListener('click', () => {
      // Figures are looked through from the largest on, texts from a to z.
      sorted = { column, down: sorted.column === column ? !sorted.down : column.kind !== 'text' };
      draw();
    });
    return { column, cell: element('th', { scope: 'col', class: column.kind }, button) };
  });

  function draw(): void {
    const { column, down } = sorted;
    for (const heading of headings)
      heading.cell.setAttribute('aria-sort', heading.column !== column ? 'none' : down ? 'descending' : 'ascending');
    const rows = [...shown].sort(([a], [b]) => compare(column.key(a), column.key(b)) * (down ? -1 : 1));
    body.replaceChildren(
      ...rows.map(([container, cpu]) =>
        element('tr', {}, ...columns.map(({ kind, cell }) => element('td', { class: kind }, cell(container, cpu)))),
      ),
    );
  }

  const head = element('thead', {}, element('tr', {}, ...headings.map(({ cell }) => cell)));
  return {
    element: element('div', { class: 'table' }, element('table', {}, head, body)),
    show(containers, cpu) {
      shown = containers.map(container => [
        container,
        cpu.find(({ tags }) => tags.container === container.name && tags.host === container.host),
      ]);
      draw();
    },
  };
}

function columnsOf(addressOf: (container: ContainerSummary) => string): Column[] {
  const figure = (
    title: string,
    value: (of: ContainerSummary) => number | null,
    text: (of: ContainerSummary) => string,
  ): Column => ({
    title,
    kind: 'number',
    key: container => value(container) ?? -1,
    cell: text,
  });
  return [
    {
      title: 'Container',
      kind: 'text',
      key: ({ name }) => name,
      cell: container =>
        element(
          'span',
          {},
          element('a', { href: addressOf(container) }, container.name),
          element('small', {}, subtitleOf(container)),
        ),
    },
    {
      title: 'State',
      kind: 'text',
      key: ({ state }) => state,
      cell: ({ state }) => element('span', { class: 'state', 'data-state': state }, state),
    },
    {
      title: 'CPU over time',
      kind: 'line',
      key: ({ cpuCores }) => cpuCores ?? -1,
      cell: (_container, cpu) => {
        const sparkline = createSparkline();
        sparkline.show(cpu?.points.map(([, value]) => value) ?? []);
        return sparkline.element;
      },
    },
    figure(
      'CPU, cores',
      ({ cpuCores }) => cpuCores,
      ({ cpuCores }) => formatValue('cores', cpuCores),
    ),
    figure(
      'Memory',
      ({ memoryBytes }) => memoryBytes,
      ({ memoryBytes }) => formatValue('bytes', memoryBytes),
    ),
    figure(
      'Restarts',
      ({ restarts }) => restarts,
      ({ restarts }) => formatValue('count', restarts),
    ),
    figure(
      'Uptime',
      ({ uptimeSeconds }) => uptimeSeconds,
      ({ uptimeSeconds }) => formatValue('seconds', uptimeSeconds),
    ),
  ];
}

/** `nginx:1.28 · shop/web`: what a container is, besides its name. */
export function subtitleOf({ image, composeProject, composeService }: ContainerSummary): string {
  const compose = [composeProject, composeService].filter(part => part !== undefined).join('/');
  return [image, compose].filter(part => part !== '').join(' · ');
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
