import { createReadStream } from 'node:fs';
import { crc32 } from '../../shared/checksum/crc32.ts';
import type { Tags } from '../../shared/metric.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { header, marks } from './log-format.ts';

/** A gauge as the last run left it. */
export interface KeptGauge {
  readonly metric: string;
  /** With `metric_type`. */
  readonly tags: Tags;
  readonly value: number;
  /** When it was set last, epoch milliseconds. */
  readonly lastActive: number;
}

/** What a log says. */
export interface LogContent {
  readonly gauges: readonly KeptGauge[];
  /** Groups that were cut off or damaged: one, when a process was killed in the middle of it. */
  readonly damaged: number;
}

type Known = { readonly metric: string; readonly tags: Tags; value?: number; lastActive: number };

/** Without a line's end in so many bytes, the rest is none of ours: zeros, as a loss of power may leave them. */
const longestLine = 8_000_000;

/** Reads a log; none is an empty one. Fails with the reason when the system does not let it be read. */
export async function readLog(path: string): Promise<Outcome<LogContent>> {
  const known = new Map<string, Known>();
  let group: string[] = [];
  let damaged = 0;
  let held = '';
  let isFirst = true;
  try {
    // As latin1, characters are bytes: what is damaged need not be UTF-8, and the sum is one of bytes.
    for await (const piece of createReadStream(path, 'latin1')) {
      const lines = (held + piece).split('\n');
      held = lines.pop()!;
      if (isFirst && lines.length > 0) {
        if (lines.shift() !== header) return failure(`it does not begin with "${header}"`);
        isFirst = false;
      }
      for (const line of lines) {
        if (!line.startsWith(marks.sum)) {
          group.push(line);
          continue;
        }
        if (line.slice(1) === sumOf(group)) for (const record of group) apply(record, known);
        else damaged += 1;
        group = [];
      }
      if (held.length > longestLine) break;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') return failure(message);
  }
  if (group.length > 0 || held !== '') damaged += 1;
  const gauges = [...known.values()].flatMap(({ value, ...gauge }) =>
    value === undefined ? [] : [{ ...gauge, value }],
  );
  return success({ gauges, damaged });
}

const sumOf = (group: readonly string[]) => crc32(Buffer.from(`${group.join('\n')}\n`, 'latin1')).toString(16);

/** What stands after a damaged group may speak of numbers that were said in it: it is left out, too. */
function apply(record: string, known: Map<string, Known>): void {
  const [word = '', ...rest] = record.split(' ');
  const id = word.slice(1);
  if (word.startsWith(marks.deletion)) known.delete(id);
  else if (word.startsWith(marks.definition)) {
    // The sum says that it is what `definition` wrote.
    const [metric, tags] = JSON.parse(Buffer.from(rest.join(' '), 'latin1').toString()) as [string, Tags];
    known.set(id, { metric, tags, lastActive: 0 });
  } else {
    const gauge = known.get(word);
    if (gauge) [gauge.value, gauge.lastActive] = rest.map(Number) as [number, number];
  }
}
