const namespace = 'http://www.w3.org/2000/svg';
const width = 100;
const height = 24;

/** The commands of an SVG path through the values: zero at the bottom, `max` or the largest at the top; gaps are gaps. */
export function sparklinePath(values: readonly (number | null)[], max = 0): string {
  const top = Math.max(...values.map(value => value ?? 0), max);
  const x = (index: number) => ((index / Math.max(1, values.length - 1)) * width).toFixed(1);
  const y = (value: number) => (height - 1 - (top > 0 ? value / top : 0) * (height - 2)).toFixed(1);
  return values
    .map((value, index) => {
      if (value === null) return '';
      if (typeof values[index - 1] === 'number') return `L${x(index)} ${y(value)}`;
      // A line of no length, with round ends: a dot where a value stands alone.
      return `M${x(index)} ${y(value)}h0`;
    })
    .join('');
}

/** A small line without axes, from zero to its own largest value. */
export function createSparkline(): {
  readonly element: SVGElement;
  show(values: readonly (number | null)[], max?: number): void;
} {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('class', 'sparkline');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  svg.append(path);
  return { element: svg, show: (values, max) => path.setAttribute('d', sparklinePath(values, max)) };
}
