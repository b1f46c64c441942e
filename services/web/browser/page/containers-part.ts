import type { SourceList } from '../../../shared/logs/source-status.ts';
import type { ContainerSummary } from '../../api/containers.ts';
import { containerAddress, type View } from '../address.ts';
import { fetchContainers, fetchLogSources, fetchSeries } from '../api.ts';
import { element, setChildren, setText } from '../dom.ts';
import { createLogLink, logOf } from '../logs/log-link.ts';
import { sourceAddress } from '../logs/source-address.ts';
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
  let logs: SourceList | undefined;
  const table = createContainersTable(container => ({
    page: addressAt(containerAddress(container.name)),
    log: logAddressOf(container, logs, addressAt),
  }));
  table.element.hidden = true;
  return {
    element: table.element,
    async refresh({ range, filters }, signal) {
      const span = spanOf(range, server.now(), server.resolutions);
      const asked = fetchLogSources(signal);
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
      const show = () =>
        table.show(
          fits.map(one => presentState(one, server.now(), flushInterval)),
          cpu.ok ? cpu.value : [],
        );
      show();
      // A log-tailer that does not answer must not keep the table waiting.
      const list = await asked;
      if (signal.aborted) return;
      logs = list.ok ? list.value : undefined;
      show();
    },
  };
}

/** What a container is and how it is, under its name. */
export function createContainerHeading(server: Server, addressAt: (path: string) => string): PagePart {
  const about = element('p', { class: 'about-container' });
  const state = element('span', { class: 'state' });
  const what = element('span');
  const log = createLogLink();
  let logs: SourceList | undefined;
  return {
    element: about,
    async refresh({ filters }, signal) {
      const asked = fetchLogSources(signal);
      const containers = await fetchContainers(signal);
      if (!containers.ok || signal.aborted) return;
      const found = containers.value.find(
        ({ name, host }) => name === filters.container && (filters.host === undefined || host === filters.host),
      );
      if (!found) return setText(about, 'not seen in the last five minutes');
      const present = presentState(found, server.now(), server.resolutions.flushInterval);
      state.dataset.state = present.state;
      setText(state, present.state);
      setText(what, ` ${subtitleOf(found)}`);
      setChildren(about, [state, what, log.element]);
      const showLog = () => log.show(found.name, logAddressOf(found, logs, addressAt));
      showLog();
      const list = await asked;
      if (signal.aborted) return;
      logs = list.ok ? list.value : undefined;
      showLog();
    },
  };
}

function logAddressOf(
  container: ContainerSummary,
  logs: SourceList | undefined,
  addressAt: (path: string) => string,
): string | undefined {
  const log = logOf(container, logs);
  return log === undefined ? undefined : addressAt(sourceAddress(log));
}
