import type { Row } from '../../../../dashboards/model.ts';
import { element, setChildren } from '../dom.ts';
import { createPanel } from '../panel/panel.ts';
import type { PanelOptions, PanelView } from '../panel/panel-view.ts';
import type { Loader } from './loader.ts';

/** The rows of a dashboard as they stand on the page. */
export interface Panels {
  /** Shows these rows; a panel that was there before stays as it is. */
  show(rows: readonly Row[]): void;
}

interface RowView {
  readonly element: HTMLElement;
  readonly grid: HTMLElement;
}

/** Puts rows into `strip` (the first) and `rest` (the others), and their panels to the loader. */
export function createPanels(
  places: { readonly strip: HTMLElement; readonly rest: HTMLElement },
  loader: Loader,
  options: Omit<PanelOptions, 'panel'>,
): Panels {
  let views = new Map<string, PanelView>();
  const rowViews = new Map<string, RowView>();

  function viewsOf({ title, panels }: Row, next: Map<string, PanelView>): HTMLElement[] {
    return panels.map(panel => {
      const key = JSON.stringify([title, panel.title]);
      let view = views.get(key);
      if (!view) {
        view = createPanel({ ...options, panel });
        loader.add(panel, view);
      }
      next.set(key, view);
      return view.element;
    });
  }

  /** Kept by its title, so that a row that was folded stays so. */
  function rowView({ title, collapsed }: Row): RowView {
    let view = rowViews.get(title);
    if (!view) {
      const grid = element('div', { class: 'grid' });
      const open = collapsed ? {} : { open: '' };
      view = { grid, element: element('details', { class: 'row', ...open }, element('summary', {}, title), grid) };
      rowViews.set(title, view);
    }
    return view;
  }

  return {
    show([first, ...others]) {
      const next = new Map<string, PanelView>();
      setChildren(places.strip, first ? viewsOf(first, next) : []);
      for (const row of others) setChildren(rowView(row).grid, viewsOf(row, next));
      setChildren(
        places.rest,
        others.map(row => rowView(row).element),
      );
      for (const [key, view] of views) if (!next.has(key)) loader.remove(view);
      views = next;
    },
  };
}
