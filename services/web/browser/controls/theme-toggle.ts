import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';

/** Switches between light and dark. */
export function createThemeToggle(theme: Theme): HTMLElement {
  const button = element('button', {
    type: 'button',
    class: 'theme',
    'aria-label': 'Light or dark',
    title: 'Light or dark',
  });
  button.addEventListener('click', theme.toggle);
  return button;
}
