import { type Counts, linesOf, type Stored } from './counts.ts';
import type { DoneKill } from './kills.ts';
import type { SourcePlan } from './plan.ts';
import type { LoggedLines } from './writers/logged-lines.ts';

/** One source, written and stored. */
export interface SourceResult {
  readonly source: string;
  readonly rotations: number;
  /** Lines that are to be stored. */
  readonly written: number;
  /** Lines that are stored, as a rule counted them. */
  readonly byRule: number;
  /** The difference to what was written where it is counted without a rule. */
  readonly surplusByLog: number;
  /** Which blocks of lines are not what was written. */
  readonly wrong: readonly string[];
  /** Lines that did not come into the log, since the engine was killed. */
  readonly unlogged: number;
}

/** What is known of a source when everything was written. */
export interface WrittenSource {
  readonly plan: Pick<SourcePlan, 'name' | 'blockLines'>;
  /** Path of the file or name of the container. */
  readonly log: string;
  /** By the program. */
  readonly written: number;
  readonly rotations: number;
  /** What came of it into the log, when that is not all of it: then this is what is to be stored. */
  readonly logged?: LoggedLines | undefined;
}

/** Holds what is stored against what was written. */
export function compare(
  { plan, log, written, rotations, logged }: WrittenSource,
  counts: Counts | undefined,
): SourceResult {
  const { name: source, blockLines } = plan;
  const stored = counts?.blocks.get(source) ?? new Map();
  const wrong: string[] = [];
  const known = Math.ceil(written / blockLines);
  for (let block = 0; block < known; block += 1) {
    const [first, last] = [block * blockLines + 1, Math.min(written, (block + 1) * blockLines)];
    const all = { lines: last - first + 1, numbers: ((first + last) * (last - first + 1)) / 2 };
    const expected = logged ? (logged.blocks.get(block) ?? none) : all;
    const { lines, numbers } = stored.get(block) ?? none;
    const surplus = lines - expected.lines;
    const sum = numbers - expected.numbers;
    // Of one line more or less the sum of numbers tells which; of several that lie together, which is in their middle.
    if (surplus !== 0)
      wrong.push(`${signed(surplus)} lines around ${Math.round(sum / surplus)} (of ${first} to ${last})`);
    else if (sum !== 0) wrong.push(`${signed(sum)} in the sum of the numbers ${first} to ${last}`);
  }
  for (const [block, { lines }] of stored)
    if (!(block < known)) wrong.push(`${lines} lines of block ${block}, which was never written`);
  // The engine may lose lines, but makes none up.
  for (const number of logged?.unexpected ?? [])
    wrong.push(`line ${number} is in the log without having been written, or twice`);
  const numbered = logged ? sumOf(logged.blocks.values()) : written;
  return {
    source,
    rotations,
    written: numbered,
    byRule: linesOf(counts, source),
    surplusByLog: (counts?.logs.get(log) ?? 0) - (logged?.entries ?? written),
    wrong,
    unlogged: written - numbered,
  };
}

const none: Stored = { lines: 0, numbers: 0 };
const sumOf = (blocks: Iterable<Stored>) => [...blocks].reduce((sum, { lines }) => sum + lines, 0);

/** Whether a source is stored exactly. */
export const isExact = ({ written, byRule, surplusByLog, wrong }: SourceResult) =>
  byRule === written && surplusByLog === 0 && wrong.length === 0;

const signed = (count: number) => (count > 0 ? `+${count}` : String(count));

/** The table of all sources. */
export function sourceTable(results: readonly SourceResult[]): string {
  const rows = results.map(result => {
    const { source, rotations, written, byRule, surplusByLog } = result;
    return [source, rotations, written, byRule, signed(byRule - written), signed(surplusByLog)].map(String);
  });
  const head = ['source', 'rotations', 'written', 'stored', 'difference', 'in log.lines'];
  const details = results.flatMap(({ source, wrong, unlogged }) => [
    ...(unlogged === 0 ? [] : [`  ${source}: ${unlogged} lines more that the killed engine did not log\n`]),
    ...wrong.slice(0, 10).map(text => `  ${source}: ${text}\n`),
  ]);
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
