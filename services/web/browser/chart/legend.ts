import type { Unit } from '../../../../dashboards/model.ts';
import { coloursOf } from '../colours.ts';
import { element, setText } from '../dom.ts';
import { formatValue } from '../units.ts';
import { visibleText } from '../visible-text.ts';
import { currentValue, type Line } from './lines.ts';

/** The names and values of a chart's lines. */
export interface Legend {
  readonly element: HTMLElement;
  /** Shows the lines with the values of a window, or the last ones there are. */
  show(lines: readonly Line[], index: number | undefined): void;
  /** The lines that the reader does not want to see. */
  hidden(): ReadonlySet<string>;
}

const mostKeys = 12;

interface Key {
  readonly button: HTMLButtonElement;
  readonly value: HTMLElement;
}

/** An empty legend. A click on a name shows only that line, another all of them again. */
export function createLegend(unit: Unit, onToggle: () => void): Legend {
  const list = element('div', { class: 'legend' });
  const keys = new Map<string, Key>();
  let shown = '';
  let lines: readonly Line[] = [];
  let only: string | undefined;
  let expanded = false;

  function makeKey(label: string, colour: string): Key {
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = `var(${colour})`;
    const value = element('span', { class: 'value' });
    // A label may be the name of a file, which whoever makes the file chooses.
    const shownLabel = visibleText(label);
    const button = element(
      'button',
      { type: 'button', class: 'key' },
      swatch,
      element('span', { class: 'label', title: shownLabel }, shownLabel),
      value,
    );
    button.addEventListener('click', () => {
      only = only === label ? undefined : label;
      mark();
      onToggle();
    });
    return { button, value };
  }

  function mark(): void {
    for (const [label, { button }] of keys)
      button.setAttribute('aria-pressed', String(only === undefined || only === label));
  }

  function rebuild(): void {
    const labels = lines.map(({ label }) => label);
    if (only !== undefined && !labels.includes(only)) only = undefined;
    const colours = coloursOf(labels);
    keys.clear();
    for (const [index, label] of labels.entries()) keys.set(label, makeKey(label, colours[index]!));
    const inPlace = labels.length > mostKeys && !expanded ? labels.slice(0, mostKeys) : labels;
    list.replaceChildren(...inPlace.map(label => keys.get(label)!.button));
    if (inPlace.length < labels.length) {
      const more = element(
        'button',
        { type: 'button', class: 'key more' },
        `and ${labels.length - inPlace.length} more`,
      );
      more.addEventListener('click', () => {
        expanded = true;
        rebuild();
        fill(undefined);
      });
      list.append(more);
    }
    mark();
  }

  function fill(index: number | undefined): void {
    for (const { label, values } of lines) {
      const value = index === undefined ? currentValue(values) : values[index];
      setText(keys.get(label)!.value, formatValue(unit, value));
    }
  }

  return {
    element: list,
    show(next, index) {
      lines = next;
      const wanted = JSON.stringify(lines.map(({ label }) => label));
      if (wanted !== shown) rebuild();
      shown = wanted;
      fill(index);
    },
    hidden: () => new Set(only === undefined ? [] : lines.map(({ label }) => label).filter(label => label !== only)),
  };
}
