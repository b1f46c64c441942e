import type { Panel } from '../../../../dashboards/model.ts';
import { type ApiEvent, fetchEvents, fetchSeries } from '../api.ts';
import { linesOf } from '../chart/lines.ts';
import type { PanelView } from '../panel/panel-view.ts';
import type { Span } from '../range.ts';

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
}

interface Item {
  readonly panel: Panel;
  readonly view: PanelView;
  visible: boolean;
  stale: boolean;
  loading: boolean;
}

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
        const lines = answers.flatMap((answer, index) =>
          answer.ok ? linesOf(item.panel.queries[index]!, answer.value, asked) : [],
        );
        if (lines.length === 0) item.view.say(options.emptyText());
        else item.view.show({ lines, span: asked });
        item.view.mark(events, asked);
        options.onLoaded();
      }
    }
    await load(item);
  }

  async function loadEvents(): Promise<void> {
    const { signal } = control;
    const answer = await fetchEvents(span, options.filters(), signal);
    if (!answer.ok) return;
    events = answer.value;
    for (const { view } of items.values()) view.mark(events, span);
  }

  return {
    add(panel, view) {
      items.set(view.element, { panel, view, visible: false, stale: true, loading: false });
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
      }
      span = options.span();
      for (const item of items.values()) {
        item.stale = true;
        void load(item);
      }
      if (options.marks) void loadEvents();
      return control.signal;
    },
  };
}
