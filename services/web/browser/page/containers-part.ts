import type { View } from '../address.ts';
import { fetchContainers, fetchSeries } from '../api.ts';
import { element, setText } from '../dom.ts';
import { spanOf } from '../range.ts';
import type { Server } from '../server.ts';
import { presentState, subtitleOf } from './container-row.ts';
import { createContainersTable } from './containers-table.ts';

/** What a page shows besides the panels of its dashboard. */
export interface PagePart {
  readonly element: HTMLElement;
  /** Asks again and shows it, unless `signal` aborts: the page is on another view then. */
  refresh(view: View, signal: AbortSignal): Promise<void>;
}

/** The table of containers, over the charts of all of them. */
export function createContainerList(server: Server, addressAt: (path: string) => string): PagePart {
  const table = createContainersTable(({ name }) => addressAt(`/containers/${encodeURIComponent(name)}`));
  table.element.hidden = true;
  return {
    element: table.element,
    async refresh({ range, filters }, signal) {
      const span = spanOf(range, server.now(), server.resolutions);
      const [containers, cpu] = await Promise.all([
        fetchContainers(signal),
        fetchSeries(
          {
            metric: 'container.cpu.usage',
            field: 'value',
            aggregate: 'mean',
            groupBy: ['host', 'container'],
            label: '',
          },
          span,
          filters,
          signal,
        ),
      ]);
      if (!containers.ok || signal.aborted) return;
      const { host, container } = filters;
      const fits = containers.value.filter(
        one => (host === undefined || one.host === host) && (container === undefined || one.name === container),
      );
      table.element.hidden = fits.length === 0;
      const { flushInterval } = server.resolutions;
      table.show(
        fits.map(one => presentState(one, server.now(), flushInterval)),
        cpu.ok ? cpu.value : [],
      );
    },
  };
}

/** What a container is and how it is, under its name. */
export function createContainerHeading(server: Server): PagePart {
  const about = element('p', { class: 'about-container' });
  return {
    element: about,
    async refresh({ filters }, signal) {
      const containers = await fetchContainers(signal);
      if (!containers.ok || signal.aborted) return;
      const found = containers.value.find(
        ({ name, host }) => name === filters.container && (filters.host === undefined || host === filters.host),
      );
      if (!found) return setText(about, 'not seen in the last five minutes');
      const { state } = presentState(found, server.now(), server.resolutions.flushInterval);
      about.replaceChildren(element('span', { class: 'state', 'data-state': state }, state), ` ${subtitleOf(found)}`);
    },
  };
}
