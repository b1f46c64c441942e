import type { Panel } from '../../../../dashboards/model.ts';
import { type ApiEvent, fetchEvents, fetchSeries } from '../api.ts';
import { linesOf } from '../chart/lines.ts';
import type { PanelView } from '../panel/panel-view.ts';
import type { Span } from '../range.ts';
import type { RunningTarget } from '../running/ask.ts';
import { createRunningPanel, type RunningPanel, type Stored } from '../running/running-panel.ts';

/** What the loader loads by. */
export interface LoaderOptions {
  /** The span of this moment. */
  span(): Span;
  filters(): Readonly<Record<string, string>>;
  readonly marks: boolean;
  /** Why a panel has no lines. */
  emptyText(): string;
  onLoaded(): void;
  /** What was asked for did not come. */
  onLost(message: string): void;
}

/** Brings data into the panels that are on the screen. */
export interface Loader {
  add(panel: Panel, view: PanelView): void;
  remove(view: PanelView): void;
  /**
   * Loads again; what is under way for another range or filter is `discard`ed, else let through first. The signal
   * aborts when what was asked from now on is discarded in its turn.
   */
  refresh(discard: boolean): AbortSignal;
  /** The panels on the screen that have what the store told, and what aborts when they are of another range or filter. */
  onScreen(): { readonly targets: readonly RunningTarget[]; readonly signal: AbortSignal };
}

interface Item {
  readonly panel: Panel;
  readonly view: PanelView;
  visible: boolean;
  stale: boolean;
  loading: boolean;
  stored: Stored | undefined;
  running: RunningPanel;
  /** What its newest lines were drawn with. */
  shown: { readonly span: Span; readonly newest: string } | undefined;
}

/** What an item has of a view that is new. */
const nothing = () => ({ stored: undefined, running: createRunningPanel(), shown: undefined });

/** Of so many windows the newest values may change before the store tells more. */
const newestWindows = 8;

/** Panels further than this from the screen wait. */
const margin = '300px';

/** A loader without panels. */
export function createLoader(options: LoaderOptions): Loader {
  const items = new Map<Element, Item>();
  let control = new AbortController();
  let span = options.span();
  let events: readonly ApiEvent[] = [];

  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        const item = items.get(target);
        if (!item) continue;
        item.visible = isIntersecting;
        void load(item);
      }
    },
    { rootMargin: margin },
  );

  async function load(item: Item): Promise<void> {
    if (!item.visible || !item.stale || item.loading) return;
    item.stale = false;
    item.loading = true;
    const { signal } = control;
    const asked = span;
    const answers = await Promise.all(
      item.panel.queries.map(query => fetchSeries(query, asked, options.filters(), signal)),
    );
    item.loading = false;
    if (!signal.aborted) {
      const failed = answers.find(answer => !answer.ok);
      if (failed && !failed.ok) {
        if (failed.reason.kind === 'refused') item.view.say(failed.reason.message);
        else options.onLost(failed.reason.message);
      } else {
        item.stored = { answers: answers.map(answer => (answer.ok ? answer.value : [])), span: asked };
        item.shown = undefined;
        present(item, item.stored);
        options.onLoaded();
      }
    }
    await load(item);
  }

  function present(item: Item, stored: Stored): void {
    const { panel, view, running } = item;
    const { answers, ...extended } = running.extend(stored);
    const lines = answers.flatMap((series, index) => linesOf(panel.queries[index]!, series, extended.span));
    const newest = JSON.stringify([
      extended.span.end,
      lines.map(({ label, values }) => [label, values.slice(-newestWindows)]),
    ]);
    if (newest === item.shown?.newest) return;
    item.shown = { span: extended.span, newest };
    if (lines.length === 0) view.say(options.emptyText());
    else view.show({ lines, ...extended });
    view.mark(events, extended.span);
  }

  function targetOf(item: Item): RunningTarget[] {
    const { panel, stored } = item;
    if (!item.visible || !stored) return [];
    const see: RunningTarget['see'] = (answers, interval) => {
      item.running.see(answers, interval, item.stored ?? stored);
      present(item, item.stored ?? stored);
    };
    return [{ queries: panel.queries, see }];
  }

  async function loadEvents(): Promise<void> {
    const { signal } = control;
    const answer = await fetchEvents(span, options.filters(), signal);
    if (!answer.ok) return;
    events = answer.value;
    for (const { view, shown } of items.values()) view.mark(events, shown?.span ?? span);
  }

  return {
    add(panel, view) {
      items.set(view.element, { panel, view, visible: false, stale: true, loading: false, ...nothing() });
      observer.observe(view.element);
    },
    remove({ element }) {
      items.delete(element);
      observer.unobserve(element);
    },
    refresh(discard) {
      if (discard) {
        control.abort();
        control = new AbortController();
        for (const item of items.values()) Object.assign(item, nothing());
      }
      span = options.span();
      for (const item of items.values()) {
        item.stale = true;
        void load(item);
      }
      if (options.marks) void loadEvents();
      return control.signal;
    },
    onScreen: () => ({ targets: [...items.values()].flatMap(targetOf), signal: control.signal }),
  };
}
