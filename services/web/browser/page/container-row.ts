import type { ContainerSummary } from '../../api/containers.ts';
import type { ApiSeries } from '../api.ts';
import { element, setText } from '../dom.ts';
import { createLogLink } from '../logs/log-link.ts';
import { createSparkline } from '../panel/sparkline.ts';
import { formatValue } from '../units.ts';

/** The pages of a container and of its log, where that is followed. */
export interface ContainerAddresses {
  readonly page: string;
  readonly log: string | undefined;
}

/** One container's row of the table. It stays while its figures change, and with it the keyboard's focus. */
export interface ContainerRow {
  readonly element: HTMLElement;
  /** Shows what is known now, and the CPU over time. */
  show(container: ContainerSummary, cpu: ApiSeries | undefined, addresses: ContainerAddresses): void;
}

/** An empty row, its cells in the order of the table's columns. */
export function createContainerRow(): ContainerRow {
  const link = element('a');
  const about = element('span');
  const log = createLogLink();
  const state = element('span', { class: 'state' });
  const sparkline = createSparkline();
  const figure = () => element('td', { class: 'number' });
  const [cores, memory, restarts, exit, uptime] = [figure(), figure(), figure(), figure(), figure()];
  return {
    element: element(
      'tr',
      {},
      element('td', { class: 'text' }, link, element('small', {}, about, log.element)),
      element('td', { class: 'text' }, state),
      element('td', { class: 'line' }, sparkline.element),
      cores,
      memory,
      restarts,
      exit,
      uptime,
    ),
    show(container, cpu, addresses) {
      link.href = addresses.page;
      setText(link, container.name);
      setText(about, subtitleOf(container));
      log.show(container.name, addresses.log);
      state.dataset.state = container.state;
      setText(state, container.state);
      sparkline.show(cpu?.points.map(([, value]) => value) ?? []);
      setText(cores, formatValue('cores', container.cpuCores));
      setText(memory, formatValue('bytes', container.memoryBytes));
      setText(restarts, formatValue('count', container.restarts));
      setText(exit, container.lastExit === null ? '–' : String(container.lastExit.code));
      exit.dataset.level = container.lastExit?.failed ? 'bad' : '';
      setText(uptime, formatValue('seconds', container.uptimeSeconds));
    },
  };
}

/** `nginx:1.28 · shop/web`: what a container is, besides its name. */
export function subtitleOf({ image, composeProject, composeService }: ContainerSummary): string {
  const compose = [composeProject, composeService].filter(part => part !== undefined).join('/');
  return [image, compose].filter(part => part !== '').join(' · ');
}

/** Of so many flush intervals a container was told before it counts as gone. */
const patience = 4;

/** The container as it is `now` (epoch ms): one that is told no longer has the state `gone`, whatever its last one was. */
export function presentState(container: ContainerSummary, now: number, flushInterval: number): ContainerSummary {
  return now - container.lastSeen * 1000 > patience * flushInterval ? { ...container, state: 'gone' } : container;
}
