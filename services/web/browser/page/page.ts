import type { Dashboard } from '../../../../dashboards/model.ts';
import { fetchMetricNames } from '../api.ts';
import { createFilters } from '../controls/filters.ts';
import { createRangePicker } from '../controls/range-picker.ts';
import { createStatus } from '../controls/status.ts';
import { createThemeToggle } from '../controls/theme-toggle.ts';
import { element, setText } from '../dom.ts';
import { startLive } from '../live.ts';
import { createLogList } from '../logs/list-part.ts';
import { refreshInterval, spanOf } from '../range.ts';
import { askRunning } from '../running/ask.ts';
import { startPolling } from '../running/poll.ts';
import type { Server } from '../server.ts';
import { createTheme } from '../theme.ts';
import { createViewState } from '../view-state.ts';
import { createContainerHeading, createContainerList, type PagePart } from './containers-part.ts';
import { emptyDashboardText, emptyPanelText } from './empty.ts';
import { createLoader } from './loader.ts';
import { createNotice } from './notice-part.ts';
import { createPanels } from './panels.ts';
import { type MetricNames, rowsOf } from './rows.ts';

/** What can be chosen, and which metrics there are, is asked this often; milliseconds. */
const choicesInterval = 30_000;

/** Where the page is drawn. */
export interface Places {
  readonly main: HTMLElement;
  readonly controls: HTMLElement;
  readonly links: readonly HTMLAnchorElement[];
}

/** Address → controls and panels → data, again with every flush. `details` come after the panels. */
export function startPage(
  dashboard: Dashboard,
  server: Server,
  { main, controls, links }: Places,
  details: readonly PagePart[] = [],
): void {
  const theme = createTheme();
  const state = createViewState(server.basePath, () => viewChanged());
  const tagVariables = dashboard.variables.filter(variable => variable.kind === 'tag');
  const paths = links.map(link => link.pathname.slice(server.basePath.length - 1));
  let choicesAsked = Number.NEGATIVE_INFINITY;
  let nothingYet = false;

  const span = () => spanOf(state.current().range, server.now(), server.resolutions);
  const live = () => state.current().range.live;
  const filters = () => {
    const chosen = state.current().filters;
    return Object.fromEntries(tagVariables.flatMap(({ name, tag }) => (chosen[name] ? [[tag, chosen[name]]] : [])));
  };

  const status = createStatus();
  const picker = createRangePicker(server.now, range => state.change({ range }));
  const choices = createFilters(tagVariables, (name, value) => {
    const { [name]: _previous, ...others } = state.current().filters;
    state.change({ filters: value === undefined ? others : { ...others, [name]: value } });
  });
  controls.append(picker.element, status.element, createThemeToggle(theme));

  const heading = element('h1', {}, dashboard.title);
  const notice = createNotice(server);
  const parts = partsOf(dashboard, server, state.addressAt);
  const strip = element('div', { class: 'grid strip' });
  const rest = element('div', { class: 'rows' });
  const empty = element('div', { class: 'empty', hidden: '' });
  main.append(notice.element);
  main.append(element('div', { class: 'title' }, heading, ...parts.inTitle.map(part => part.element), choices.element));
  main.append(empty, strip, ...parts.belowStrip.map(part => part.element), rest);
  main.append(...details.map(part => part.element));

  const loader = createLoader({
    span,
    filters,
    marks: dashboard.marks,
    emptyText: () => emptyPanelText(server, live()),
    onLoaded: () => status.fresh(live()),
    onLost: status.failed,
  });
  const panels = createPanels({ strip, rest }, loader, {
    theme,
    now: server.now,
    onZoom: (from, to) => state.change({ range: { live: false, from: Math.round(from), to: Math.round(to) } }),
  });

  function showView(): void {
    picker.show(state.current().range);
    choices.show(state.current().filters);
    const { container } = state.current().filters;
    const title = dashboard.uid === 'container' && container !== undefined ? container : dashboard.title;
    setText(heading, title);
    document.title = `${title} · Tidegauge`;
    for (const [index, link] of links.entries()) link.href = state.addressAt(paths[index]!);
  }

  function refresh(discard: boolean): void {
    const signal = loader.refresh(discard);
    for (const part of [notice, ...parts.inTitle, ...parts.belowStrip, ...details])
      void part.refresh(state.current(), signal);
    if (server.now() - choicesAsked >= choicesInterval || nothingYet) void askChoices();
  }

  async function askChoices(): Promise<void> {
    choicesAsked = server.now();
    const [values, found] = await Promise.all([choices.refresh(), metricNamesOf(dashboard)]);
    if (!values || !found) {
      choicesAsked = Number.NEGATIVE_INFINITY;
      return;
    }
    panels.show(rowsOf(dashboard, found));
    const offered = [...values.values(), ...found.values()];
    nothingYet = offered.length > 0 && offered.every(list => list.length === 0);
    showEmpty(nothingYet);
    const required = tagVariables.find(({ required }) => required);
    const first = required && values.get(required.name)?.[0];
    if (first !== undefined && state.current().filters[required!.name] === undefined)
      state.change({ filters: { ...state.current().filters, [required!.name]: first } }, 'replace');
  }

  function showEmpty(isEmpty: boolean): void {
    const what = isEmpty ? emptyDashboardText(dashboard.uid, server) : undefined;
    empty.hidden = what === undefined;
    if (!what) return;
    const health = element(
      'a',
      { href: `${server.basePath}healthz` },
      'What is read, what is not, and what would change that',
    );
    const command = what.command ? [element('code', {}, what.command)] : [];
    empty.replaceChildren(element('p', {}, what.text), ...command, element('p', {}, health));
  }

  function viewChanged(): void {
    showView();
    refresh(true);
    clock.restart();
    running.restart();
  }

  showView();
  panels.show(rowsOf(dashboard, new Map()));
  refresh(false);
  const clock = startLive({
    now: server.now,
    interval: () => (live() ? refreshInterval(span(), server.resolutions) : undefined),
    tick: () => refresh(false),
  });
  const running = startPolling({
    // A window of many intervals is only drawn as a whole: one of them is hardly a pixel of it.
    wanted: () => live() && span().step === server.resolutions.flushInterval,
    ask() {
      const { targets, signal } = loader.onScreen();
      return askRunning(targets, filters(), signal);
    },
  });
}

function partsOf({ uid }: Dashboard, server: Server, addressAt: (path: string) => string) {
  const parts: { inTitle: PagePart[]; belowStrip: PagePart[] } = { inTitle: [], belowStrip: [] };
  if (uid === 'container') parts.inTitle.push(createContainerHeading(server, addressAt));
  if (uid === 'containers') parts.belowStrip.push(createContainerList(server, addressAt));
  if (uid === 'logs') parts.belowStrip.push(createLogList(server, addressAt));
  return parts;
}

/** Undefined where there was no answer. */
async function metricNamesOf({ variables }: Dashboard): Promise<MetricNames | undefined> {
  const asked = variables.filter(variable => variable.kind === 'metric');
  const answers = await Promise.all(asked.map(({ metricType, exclude }) => fetchMetricNames(metricType, exclude)));
  const names = answers.flatMap((answer, index) => (answer.ok ? [[asked[index]!.name, answer.value] as const] : []));
  return names.length === asked.length ? new Map(names) : undefined;
}
