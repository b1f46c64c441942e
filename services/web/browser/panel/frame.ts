import type { Panel } from '../../../../dashboards/model.ts';
import { element, setText } from '../dom.ts';

/** The heading of a panel, its description on demand, and a place for what it shows. */
export interface Frame {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  /** A note at the right of the heading. */
  note(text: string): void;
  /** Hides the body and says this instead; an empty text shows the body again. */
  say(message: string): void;
}

/** An empty panel of the kind and width of `panel`. */
export function createFrame(panel: Panel): Frame {
  const note = element('span', { class: 'note' });
  const description = element('p', { class: 'description', hidden: '' }, panel.description);
  const about = element('button', { type: 'button', class: 'about', 'aria-expanded': 'false' }, '?');
  about.setAttribute('aria-label', `About ${panel.title}`);
  about.addEventListener('click', () => {
    description.hidden = !description.hidden;
    about.setAttribute('aria-expanded', String(!description.hidden));
  });
  const message = element('p', { class: 'message', hidden: '' });
  const body = element('div', { class: 'body' });
  const heading = element('h3', { title: panel.description }, panel.title);
  const frame = element(
    'section',
    { class: `panel ${panel.kind}`, 'aria-label': panel.title },
    element('header', {}, heading, about, note),
    description,
    message,
    body,
  );
  frame.style.setProperty('--width', String(panel.width));
  return {
    element: frame,
    body,
    note: text => setText(note, text),
    say(text) {
      setText(message, text);
      message.hidden = text === '';
      body.hidden = text !== '';
    },
  };
}
