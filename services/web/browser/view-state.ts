import { readAddress, type View, writeAddress } from './address.ts';

/** The view of the page, kept in its address: going back goes back to the view before. */
export interface ViewState {
  current(): View;
  /** Goes to a view that differs in this; `replace` where the view before was none to go back to. */
  change(difference: Partial<View>, how?: 'push' | 'replace'): void;
  /** The address of another page with the same view; `path` is that below the base path, `/containers`. */
  addressAt(path: string): string;
}

/** Follows the address; `onChange` is called after each change of it. */
export function createViewState(basePath: string, onChange: () => void): ViewState {
  const base = basePath.slice(0, -1);
  const path = () => location.pathname.slice(base.length);
  const read = () => readAddress(path(), location.search);
  let view = read();
  window.addEventListener('popstate', () => {
    view = read();
    onChange();
  });
  return {
    current: () => view,
    change(difference, how = 'push') {
      const next = { ...view, ...difference };
      const address = base + writeAddress(path(), next);
      if (address === location.pathname + location.search) return;
      view = next;
      if (how === 'push') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      onChange();
    },
    addressAt(path) {
      const { range, filters } = view;
      const { host } = filters;
      return base + writeAddress(path, { range, filters: host === undefined ? {} : { host } });
    },
  };
}
