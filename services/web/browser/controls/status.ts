import { element, setText } from '../dom.ts';

/** Whether what is shown is up to date. */
export interface Status {
  readonly element: HTMLElement;
  /** All that was asked for came; `live`: and will again. */
  fresh(live: boolean): void;
  /** What was asked for did not come. */
  failed(message: string): void;
}

/** A dot and a word. */
export function createStatus(): Status {
  const text = element('span');
  const status = element('div', { class: 'status', role: 'status' }, element('i', { class: 'dot' }), text);
  const show = (state: string, word: string) => {
    status.dataset.state = state;
    setText(text, word);
  };
  show('waiting', 'loading');
  return {
    element: status,
    fresh: live => show(live ? 'live' : 'still', live ? 'live' : 'not live'),
    failed: message => show('failed', message),
  };
}
