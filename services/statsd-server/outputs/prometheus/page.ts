import type { Dialect } from './dialect.ts';
import type { Family } from './families.ts';
import { escapeHelp } from './names.ts';

/** Characters of a piece of the page, about. */
const pieceLength = 65_536;

/** The page in pieces, each of whole lines; a slow reader has it made as slowly. */
export function* page(families: Iterable<Family>, dialect: Dialect): Generator<string> {
  // Fixed now: one that goes and comes again while the page is made must not be on it twice.
  const all = [...families];
  const taken = dialect === 'openmetrics' ? namesOfOthers(all) : new Set<string>();
  let text = '';
  for (const family of all) {
    if (family.samples.size === 0) continue;
    text += head(family, dialect, taken);
    for (const sample of family.samples.values()) {
      text += sample.lines(family.name, dialect);
      if (text.length < pieceLength) continue;
      yield text;
      text = '';
    }
  }
  if (dialect === 'openmetrics') text += '# EOF\n';
  yield text;
}

/** HELP and TYPE. */
function head({ name, kind, type, metric }: Family, dialect: Dialect, taken: Set<string>): string {
  const help =
    kind === 'summary' ? `${metric}, a StatsD timing or histogram, in the unit sent` : `${metric}, a StatsD ${type}`;
  const about = (family: string, as: string) =>
    `# HELP ${family} ${escapeHelp(help, dialect === 'openmetrics')}\n# TYPE ${family} ${as}\n`;
  if (kind !== 'counter') return about(name, kind);
  if (dialect === 'text') return about(`${name}_total`, kind);
  // In OpenMetrics a counter's family is called without `_total`, a name that another metric may have: StatsD's types have
  // names of their own each.
  if (taken.has(name) || taken.has(`${name}_created`)) return about(`${name}_total`, 'unknown');
  taken.add(name).add(`${name}_created`);
  return about(name, kind);
}

/** The names that families other than counters have in OpenMetrics. */
function namesOfOthers(families: readonly Family[]): Set<string> {
  const names = new Set<string>();
  for (const { name, kind } of families) {
    if (kind === 'counter') names.add(`${name}_total`);
    else names.add(name);
    if (kind === 'summary') names.add(`${name}_sum`).add(`${name}_count`).add(`${name}_created`);
  }
  return names;
}
