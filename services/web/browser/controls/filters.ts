import type { Variable } from '../../../../dashboards/model.ts';
import { fetchTagValues } from '../api.ts';
import { element } from '../dom.ts';

type TagVariable = Extract<Variable, { kind: 'tag' }>;

/** Narrows the page to one value of each of its variables. */
export interface Filters {
  readonly element: HTMLElement;
  /** Shows what is chosen. */
  show(chosen: Readonly<Record<string, string>>): void;
  /** Asks what can be chosen by now; answers the values of each variable, or undefined where there was no answer. */
  refresh(): Promise<ReadonlyMap<string, readonly string[]> | undefined>;
}

/** A choice for each variable; `undefined` chooses all. */
export function createFilters(
  variables: readonly TagVariable[],
  onChoose: (name: string, value: string | undefined) => void,
): Filters {
  const controls = variables.map(variable => {
    const select = element('select', { name: variable.name, 'aria-label': variable.label });
    select.addEventListener('change', () => onChoose(variable.name, select.value === '' ? undefined : select.value));
    return { variable, select, values: [] as readonly string[] };
  });
  let chosen: Readonly<Record<string, string>> = {};

  function fill({ variable, select, values }: (typeof controls)[number]): void {
    const value = chosen[variable.name] ?? '';
    const offered = [...(variable.required ? [] : ['']), ...values];
    // What the address says stays chosen even where nothing has that value any more.
    if (value !== '' && !offered.includes(value)) offered.push(value);
    if (JSON.stringify(offered) !== JSON.stringify([...select.options].map(option => option.value)))
      select.replaceChildren(...offered.map(text => element('option', { value: text }, text === '' ? 'all' : text)));
    select.value = value;
  }

  return {
    element: element(
      'div',
      { class: 'filters' },
      ...controls.map(({ variable, select }) => element('label', {}, variable.label, select)),
    ),
    show(next) {
      chosen = next;
      for (const control of controls) fill(control);
    },
    async refresh() {
      const answers = await Promise.all(controls.map(({ variable }) => fetchTagValues(variable.tag, variable.metric)));
      for (const [index, answer] of answers.entries()) {
        const control = controls[index]!;
        if (answer.ok) control.values = answer.value.filter(value => value !== '');
        fill(control);
      }
      if (answers.some(answer => !answer.ok)) return undefined;
      return new Map(controls.map(({ variable, values }) => [variable.name, values]));
    },
  };
}
