import { readFileSync } from 'node:fs';

/** One metric as docs/metrics.md has it. */
export interface DocumentedMetric {
  readonly type: string;
  readonly unit: string;
  readonly tags: ReadonlySet<string>;
  /** Marked as meaning that something was lost. */
  readonly loss: boolean;
}

const ticked = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(match => match[1]!);

/** `a.b.c` and `.d` make `a.b.c` and `a.b.d`. */
const unfold = ([first, ...suffixes]: string[]) => [
  first!,
  ...suffixes.map(suffix => first!.slice(0, first!.lastIndexOf('.')) + suffix),
];

/** The metrics in the tables of docs/metrics.md by name, each with the tags of its own and of its section. */
export function documentedMetrics(): Map<string, DocumentedMetric> {
  const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  const metrics = new Map<string, DocumentedMetric>();
  for (const section of text.split(/^## /m).slice(1)) {
    const shared = ticked(/^Tags(?: of each)?:(.*)$/m.exec(section)?.[1] ?? '');
    for (const [, name = '', type = '', unit = '', tags = '', , loss = ''] of section
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line => line.split('|').map(cell => cell.trim())))
      for (const metric of unfold(ticked(name)))
        metrics.set(metric, { type, unit, tags: new Set(['host', ...shared, ...ticked(tags)]), loss: loss !== '' });
  }
  return metrics;
}
