import type { Part } from '../../../shared/part.ts';
import { element } from '../dom.ts';
import type { Server } from '../server.ts';
import { visibleText } from '../visible-text.ts';
import type { PagePart } from './containers-part.ts';

type Parts = Readonly<Record<string, Omit<Part, 'name'>>>;

/** Says, above all else, what is down or not as it was told to be, such as a refused configuration, and what to do; nothing while all is well. */
export function createNotice({ basePath }: Server): PagePart {
  const list = element('ul', { class: 'notice', role: 'status', hidden: '' });
  let shown = '';
  return {
    element: list,
    async refresh(_view, signal) {
      const parts = await fetchParts(`${basePath}healthz`, signal);
      if (!parts || signal.aborted) return;
      const amiss = Object.entries(parts).filter(([, { state }]) => state === 'warn' || state === 'down');
      const wanted = JSON.stringify(amiss);
      if (wanted === shown) return; // what a reader has selected stays so
      shown = wanted;
      list.hidden = amiss.length === 0;
      list.replaceChildren(
        ...amiss.map(([name, { state, detail, remedy }]) =>
          element(
            'li',
            { 'data-state': state },
            element('strong', {}, name),
            ` ${visibleText(detail)}`,
            ...(remedy === undefined ? [] : [element('small', {}, `→ ${visibleText(remedy)}`)]),
          ),
        ),
      );
    },
  };
}

/** Undefined where there is no answer; a 503 is one. */
async function fetchParts(address: string, signal: AbortSignal): Promise<Parts | undefined> {
  try {
    const { parts } = (await (await fetch(address, { signal })).json()) as { parts?: Parts };
    return parts;
  } catch {
    return undefined;
  }
}
