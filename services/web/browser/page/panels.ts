import type { Panel, Row } from '../../../../dashboards/model.ts';
import { element } from '../dom.ts';
import { createPanel } from '../panel/panel.ts';
import type { PanelOptions, PanelView } from '../panel/panel-view.ts';
import type { Loader } from './loader.ts';

/** The rows of a dashboard as they stand on the page. */
export interface Panels {
  /** Shows these rows; a panel that was there before stays as it is. */
  show(rows: readonly Row[]): void;
}

/** Puts rows into `strip` (the first) and `rest` (the others), and their panels to the loader. */
export function createPanels(
  places: { readonly strip: HTMLElement; readonly rest: HTMLElement },
  loader: Loader,
  options: Omit<PanelOptions, 'panel'>,
): Panels {
  let views = new Map<string, PanelView>();

  function viewsOf({ title, panels }: Row, next: Map<string, PanelView>): HTMLElement[] {
    return panels.map((panel: Panel) => {
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

  return {
    show([first, ...others]) {
      const next = new Map<string, PanelView>();
      places.strip.replaceChildren(...(first ? viewsOf(first, next) : []));
      places.rest.replaceChildren(
        ...others.map(row => {
          const grid = element('div', { class: 'grid' }, ...viewsOf(row, next));
          const open = row.collapsed ? {} : { open: '' };
          return element('details', { class: 'row', ...open }, element('summary', {}, row.title), grid);
        }),
      );
      for (const [key, view] of views) if (!next.has(key)) loader.remove(view);
      views = next;
    },
  };
}
