import type { Stored } from '../counts.ts';
import type { SourcePlan } from '../plan.ts';

/** What stands in the log of a container: of a line that the engine took and did not write down before it was killed, nothing or a part. */
export interface LoggedLines {
  /** Lines as anyone would count them, those of which only a part is there too. */
  readonly entries: number;
  /** Numbered lines, by their block. */
  readonly blocks: ReadonlyMap<number, Stored>;
  /** Numbers that the program did not write, or that are there twice. */
  readonly unexpected: readonly number[];
}

interface LogRecord {
  readonly log: string;
  readonly stream: string;
}

const head = '{"log":"';

/** A line of the file. Behind half a record, where the engine was killed in the middle of one, the next one may stand in the same line. */
function recordIn(line: string): LogRecord | undefined {
  for (const start of new Set([0, line.lastIndexOf(head)])) {
    try {
      return JSON.parse(line.slice(start)) as LogRecord;
    } catch {} // half of one
  }
  return undefined;
}

/**
 * Reads what the json-file driver wrote, simply and by itself, so that it shares no mistake with the tailer. `files`: the text of
 * each, the oldest first. A record without a line end goes on in the next one of its stream.
 */
export function readLoggedLines(
  files: Iterable<string>,
  { name, lines }: Pick<SourcePlan, 'name' | 'lines'>,
): LoggedLines {
  const blocks = new Map<number, Stored>();
  const seen = new Uint8Array(lines + 1);
  const unexpected: number[] = [];
  const numbered = new RegExp(`chaos ${name} b(\\d+) n(\\d+) `);
  let entries = 0;
  const count = (text: string) => {
    entries += 1;
    const found = numbered.exec(text);
    if (!found) return;
    const [block, n] = [Number(found[1]), Number(found[2])];
    const stored = blocks.get(block) ?? { lines: 0, numbers: 0 };
    blocks.set(block, { lines: stored.lines + 1, numbers: stored.numbers + n });
    if (seen[n] === 0) seen[n] = 1;
    else unexpected.push(n);
  };

  const open = new Map<string, string>();
  for (const file of files) {
    for (const line of file.split('\n')) {
      const record = recordIn(line);
      if (!record) continue;
      const text = (open.get(record.stream) ?? '') + record.log;
      const isWhole = text.endsWith('\n');
      open.set(record.stream, isWhole ? '' : text);
      if (isWhole) count(text);
    }
  }
  for (const text of open.values()) if (text !== '') count(text);
  return { entries, blocks, unexpected };
}
