import { type Counts, linesOf } from './counts.ts';
import type { DoneKill } from './kills.ts';
import type { SourcePlan } from './plan.ts';

/** One source, written and stored. */
export interface SourceResult {
  readonly source: string;
  readonly rotations: number;
  readonly written: number;
  /** Lines that are stored, as a rule counted them. */
  readonly byRule: number;
  /** The same as it is counted without a rule. */
  readonly byLog: number;
  /** Which blocks of lines are not what was written. */
  readonly wrong: readonly string[];
}

/** What is known of a source when everything was written. */
export interface WrittenSource {
  readonly plan: Pick<SourcePlan, 'name' | 'blockLines'>;
  /** Path of the file or name of the container. */
  readonly log: string;
  readonly written: number;
  readonly rotations: number;
}

/** Holds what is stored against what was written. */
export function compare({ plan, log, written, rotations }: WrittenSource, counts: Counts | undefined): SourceResult {
  const { name: source, blockLines } = plan;
  const stored = counts?.blocks.get(source) ?? new Map();
  const wrong: string[] = [];
  const known = Math.ceil(written / blockLines);
  for (let block = 0; block < known; block += 1) {
    const [first, last] = [block * blockLines + 1, Math.min(written, (block + 1) * blockLines)];
    const { lines, numbers } = stored.get(block) ?? { lines: 0, numbers: 0 };
    const surplus = lines - (last - first + 1);
    const sum = numbers - ((first + last) * (last - first + 1)) / 2;
    // Of one line more or less the sum of numbers tells which; of several that lie together, which is in their middle.
    if (surplus !== 0)
      wrong.push(`${signed(surplus)} lines around ${Math.round(sum / surplus)} (of ${first} to ${last})`);
    else if (sum !== 0) wrong.push(`${signed(sum)} in the sum of the numbers ${first} to ${last}`);
  }
  for (const [block, { lines }] of stored)
    if (!(block < known)) wrong.push(`${lines} lines of block ${block}, which was never written`);
  return { source, rotations, written, byRule: linesOf(counts, source), byLog: counts?.logs.get(log) ?? 0, wrong };
}

/** Whether a source is stored exactly. */
export const isExact = ({ written, byRule, byLog, wrong }: SourceResult) =>
  byRule === written && byLog === written && wrong.length === 0;

const signed = (count: number) => (count > 0 ? `+${count}` : String(count));

/** The table of all sources. */
export function sourceTable(results: readonly SourceResult[]): string {
  const rows = results.map(result => {
    const { source, rotations, written, byRule, byLog } = result;
    return [source, rotations, written, byRule, signed(byRule - written), signed(byLog - written)].map(String);
  });
  const head = ['source', 'rotations', 'written', 'stored', 'difference', 'in log.lines'];
  const details = results.flatMap(({ source, wrong }) => wrong.slice(0, 10).map(text => `  ${source}: ${text}\n`));
  return table([head, ...rows]) + details.join('');
}

/** The list of all kills. */
export function killTable(kills: readonly DoneKill[]): string {
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
  const rows = kills.map(({ at, target, ran, down, written, waiting, rotation, said }) =>
    [seconds(at), target, seconds(ran), seconds(down), written, waiting || '-', rotation, said || '-'].map(String),
  );
  return table([
    ['at s', 'killed', 'ran s', 'down s', 'lines written', 'files waiting', 'last rotation', 'it had said last'],
    ...rows,
  ]);
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows
    .map(
      row =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
