import type { ContainerSummary } from '../../api/containers.ts';
import type { ApiSeries } from '../api.ts';
import { element, setChildren, setText } from '../dom.ts';
import { type Column, createSortableHead } from '../table/sortable-head.ts';
import { type ContainerAddresses, type ContainerRow, createContainerRow } from './container-row.ts';

/** The list of containers. */
export interface ContainersTable {
  readonly element: HTMLElement;
  /** Shows these, with the CPU of each over time. */
  show(containers: readonly ContainerSummary[], cpu: readonly ApiSeries[]): void;
}

const columns: readonly Column<ContainerSummary>[] = [
  { title: 'Container', kind: 'text', key: ({ name }) => name },
  { title: 'State', kind: 'text', key: ({ state }) => state },
  { title: 'CPU over time', kind: 'line', key: ({ cpuCores }) => cpuCores ?? -1 },
  { title: 'CPU, cores', kind: 'number', key: ({ cpuCores }) => cpuCores ?? -1 },
  { title: 'Memory', kind: 'number', key: ({ memoryBytes }) => memoryBytes ?? -1 },
  { title: 'Restarts', kind: 'number', key: ({ restarts }) => restarts ?? -1 },
  { title: 'Last exit code', kind: 'number', key: ({ lastExit }) => lastExit?.code ?? -1 },
  { title: 'Uptime', kind: 'number', key: ({ uptimeSeconds }) => uptimeSeconds ?? -1 },
];

const identity = ({ host, name }: ContainerSummary) => JSON.stringify([host, name]);

/**
 * A table that sorts by the column whose heading was clicked. Containers that are gone come last, and only after a
 * click: short-lived ones would bury those that run. `addressesOf` tells where one container leads.
 */
export function createContainersTable(
  addressesOf: (container: ContainerSummary) => ContainerAddresses,
): ContainersTable {
  let shown: readonly ContainerSummary[] = [];
  let rows = new Map<string, ContainerRow>();
  let withGone = false;
  const body = element('tbody');
  const more = element('button', { type: 'button', class: 'more', hidden: '' });
  more.addEventListener('click', () => {
    withGone = true;
    arrange();
  });
  const head = createSortableHead(columns, arrange);

  function arrange(): void {
    const order = head.sorted(shown);
    const there = order.filter(({ state }) => state !== 'gone');
    const gone = order.filter(({ state }) => state === 'gone');
    setChildren(
      body,
      [...there, ...(withGone ? gone : [])].map(container => rows.get(identity(container))!.element),
    );
    setText(more, `and ${gone.length} that ${gone.length === 1 ? 'is' : 'are'} gone`);
    more.hidden = withGone || gone.length === 0;
  }

  return {
    element: element('div', { class: 'table' }, element('table', {}, head.element, body), more),
    show(containers, cpu) {
      shown = containers;
      rows = new Map(containers.map(one => [identity(one), rows.get(identity(one)) ?? createContainerRow()]));
      for (const container of containers) {
        const { name, host } = container;
        const line = cpu.find(({ tags }) => tags.container === name && tags.host === host);
        rows.get(identity(container))!.show(container, line, addressesOf(container));
      }
      arrange();
    },
  };
}
