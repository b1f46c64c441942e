import { join } from 'node:path';
import { scratchUntilExit } from '../../support/scratch.ts';
import { amount, ratio, type Section } from '../page.ts';
import { type Aim, aimText, atLeast } from '../statsd/aim.ts';
import { type Cost, costOfContainer, costOfFile } from './cost.ts';
import { costOfMtail } from './mtail.ts';
import * as samples from './samples.ts';

const requestLines = 1_000_000;
const plainLines = 3_000_000;
/** Each is measured so often, in turns; the median counts. */
const runs = Number(process.env.BENCH_LOG_RUNS ?? 3);

interface Row {
  readonly log: string;
  readonly lines: number;
  readonly measure: () => Promise<Omit<Cost, 'bytes'> | undefined>;
}

interface Figures {
  readonly perCpuSecond: number;
  readonly requests: number;
}

const ours: Row = {
  log: 'nginx, a file',
  lines: requestLines,
  measure: () => costOfFile(samples.accessLine, requestLines),
};
const request = '"(?<method>[A-Z]+) [^ ]+ HTTP/[^"]*" (?<status>\\d{3})';
const tags = ['method', 'status'];
/** What mtail's program makes, once more. */
const rules = [
  { match: request, metric: 'bench.requests', tags },
  { match: `${request} (?<size>\\d+)`, metric: 'bench.bytes', value: 'size', tags },
  {
    match: `${request} .* (?<time>[\\d.]+)$`,
    metric: 'bench.duration',
    type: 'timing',
    value: 'time',
    unit: 's',
    tags,
  },
];
const ruled: Row = {
  log: 'nginx, a file, and the same by three rules',
  lines: requestLines,
  measure: () => costOfFile(samples.accessLine, requestLines, rules),
};
const enveloped: Row = {
  log: 'nginx, a container (json-file)',
  lines: requestLines,
  measure: () => costOfContainer(samples.envelopedAccessLine, requestLines),
};
const plainRows: readonly Row[] = (
  [
    ['log4j, with levels', samples.log4jLine],
    ['plain text, with levels', samples.levelLine],
    ['plain text, without levels', samples.bareLine],
    ['logfmt', samples.logfmtLine],
    ['JSON (pino)', samples.jsonLine],
  ] as const
).map(([log, make]) => ({ log, lines: plainLines, measure: () => costOfFile(make, plainLines) }));

/** Of these the aim holds for the first two: what a plain application log looks like. */
const aimedAt = new Set(plainRows.slice(0, 2));
const aimPerSecond = 3_000_000;
/** What mtail did per second on the machine that the aim was set on: where it is slower, so may we be. */
const mtailWhenSet = 130_000;

/** Lines of logs to metrics, in the log-tailer as a process of its own, nothing configured. */
export async function benchSpeed(): Promise<Section> {
  const access = join(scratchUntilExit(), 'access.log');
  samples.writeLog(access, samples.accessLine, requestLines);
  const mtail: Row = { log: 'nginx, a file: mtail', lines: requestLines, measure: () => costOfMtail(access) };
  const rows = [ours, mtail, ruled, enveloped, ...plainRows];
  const figures = await measureInTurns(rows);
  const own = figures.get(ours)!.perCpuSecond;
  const cells = rows.flatMap(row => {
    const found = figures.get(row);
    if (!found) return [];
    const { perCpuSecond, requests } = found;
    const inShares = row === ruled || row === enveloped;
    const compared = row === mtail ? ratio(own, perCpuSecond) : inShares ? `${(perCpuSecond / own).toFixed(2)} ×` : '';
    return [[row.log, amount(perCpuSecond), requests > 0 ? String(requests) : '', compared, aimText(aimOf(row))]];
  });

  function aimOf(row: Row): Aim | undefined {
    const { perCpuSecond } = figures.get(row)!;
    if (row === mtail) return atLeast(8, own, perCpuSecond);
    if (row === enveloped) return atLeast(0.7, perCpuSecond, own);
    if (!aimedAt.has(row)) return undefined;
    const here = (aimPerSecond * (figures.get(mtail)?.perCpuSecond ?? mtailWhenSet)) / mtailWhenSet;
    return { text: `≥ ${amount(here)}`, met: perCpuSecond >= here };
  }

  return {
    title: 'Log lines to metrics',
    how: `CPU of the whole log-tailer, user and system, from finding a log that lies there whole to the acknowledgement of the batch with its last line, at a server that discards what it is told; the median of ${runs} runs. Nothing is configured: lines, bytes and severities, and of requests (${amount(requestLines)} lines, with the request time) number, bytes and duration by method and status class, which mtail (one shot, the same file, its start included) makes by a program of three metrics. In one row three rules make about the same once more. The container's engine is the benchmark's own. The aim for application logs with levels, ${amount(plainLines)} lines each, is ${amount(aimPerSecond)} on a machine on which mtail does ${amount(mtailWhenSet)}, and here in proportion. BENCH_LOG_RUNS says how many runs.`,
    columns: ['log', 'lines per CPU second', 'requests counted', 'compared', 'aim'],
    rows: cells,
  };
}

async function measureInTurns(rows: readonly Row[]): Promise<ReadonlyMap<Row, Figures>> {
  const measured = new Map<Row, Figures[]>();
  for (let run = 0; run < runs; run++) {
    for (const row of rows) {
      const cost = await row.measure();
      if (!cost) continue;
      const figures = { perCpuSecond: row.lines / cost.cpu, requests: cost.requests };
      measured.set(row, [...(measured.get(row) ?? []), figures]);
    }
  }
  return new Map([...measured].map(([row, figures]) => [row, median(figures)]));
}

function median(figures: readonly Figures[]): Figures {
  const sorted = figures.toSorted((a, b) => a.perCpuSecond - b.perCpuSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
}
