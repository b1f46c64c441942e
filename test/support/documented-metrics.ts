import { readFileSync } from 'node:fs';

/** One metric as docs/metrics.md has it. */
export interface DocumentedMetric {
  readonly type: string;
  readonly unit: string;
  readonly tags: ReadonlySet<string>;
  /** The values of those tags of which they are listed, in its own row or in one above in its section. */
  readonly tagValues: ReadonlyMap<string, readonly string[]>;
  /** Marked as meaning that something was lost. */
  readonly loss: boolean;
}

const ticked = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(match => match[1]!);

/** `a.b.c` and `.d` make `a.b.c` and `a.b.d`. */
const unfold = ([first, ...suffixes]: string[]) => [
  first!,
  ...suffixes.map(suffix => first!.slice(0, first!.lastIndexOf('.')) + suffix),
];

/** "`mode` user, idle, `device`" lists the values of `mode`; `1xx … 3xx` are three. */
const listedValues = (cell: string) =>
  [...cell.matchAll(/`(\w+)`([^`]+)/g)].flatMap(([, tag, text]): [string, string[]][] => {
    const spelled = text!.replace(/(\d)xx … (\d)xx/, (_, first: string, last: string) =>
      Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${Number(first) + index}xx`).join(', '),
    );
    const values = spelled.split(/[,;]/).flatMap(value => value.trim() || []);
    return values.length > 0 && values.every(value => /^\w+$/.test(value)) ? [[tag!, values]] : [];
  });

/** The metrics in the tables of docs/metrics.md by name, each with the tags of its own and of its section. */
export function documentedMetrics(): Map<string, DocumentedMetric> {
  const text = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  const metrics = new Map<string, DocumentedMetric>();
  for (const section of text.split(/^## /m).slice(1)) {
    const shared = ticked(/^Tags(?: of each)?:(.*)$/m.exec(section)?.[1] ?? '');
    const values = new Map<string, string[]>();
    for (const [, name = '', type = '', unit = '', tags = '', , loss = ''] of section
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line => line.split('|').map(cell => cell.trim()))) {
      for (const [tag, listed] of listedValues(tags)) values.set(tag, listed);
      const all = new Set(['host', ...shared, ...ticked(tags)]);
      const tagValues = new Map([...values].filter(([tag]) => all.has(tag)));
      for (const metric of unfold(ticked(name)))
        metrics.set(metric, { type, unit, tags: all, tagValues, loss: loss !== '' });
    }
  }
  return metrics;
}
