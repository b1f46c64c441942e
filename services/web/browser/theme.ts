import { element } from './dom.ts';

/** The colours of the style sheet, as a canvas needs them. */
export interface Theme {
  /** `rgb(…)` of a custom property; with `alpha` below 1 translucent. */
  colour(property: string, alpha?: number): string;
  toggle(): void;
  /** Called after the colours changed. */
  onChange(listener: () => void): void;
}

const year = 31_536_000;

/** Follows the system's theme until the reader chooses one, which a cookie keeps. */
export function createTheme(): Theme {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const probe = element('i', { hidden: '' });
  document.body.append(probe);
  const listeners: (() => void)[] = [];
  const known = new Map<string, string>();
  const changed = () => {
    known.clear();
    for (const listener of listeners) listener();
  };
  dark.addEventListener('change', changed);
  return {
    colour(property, alpha = 1) {
      let colour = known.get(property);
      if (colour === undefined) {
        // Only a computed colour has light-dark() resolved.
        probe.style.color = `var(${property})`;
        colour = getComputedStyle(probe).color;
        known.set(property, colour);
      }
      return alpha === 1 ? colour : colour.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
    },
    toggle() {
      const next = (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
      root.dataset.theme = next;
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not on plain HTTP.
      document.cookie = `theme=${next}; path=/; max-age=${year}; samesite=strict`;
      changed();
    },
    onChange: listener => void listeners.push(listener),
  };
}
