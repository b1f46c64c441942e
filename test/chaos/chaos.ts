import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { type Counts, linesOf, readCounts, readSum } from './counts.ts';
import { drain } from './drain.ts';
import { type ChaosEngine, openMachineEngine, startOwnEngine } from './engine.ts';
import { type DoneKill, doKills } from './kills.ts';
import type { ChaosOptions } from './options.ts';
import { type ChaosPlan, createPlan } from './plan.ts';
import { compare, isExact, killTable, sourceTable } from './report.ts';
import { type Stand, startStand } from './stand.ts';
import { targetsOf, type Variant } from './variants.ts';
import { type WrittenContainer, writeContainers } from './writers/start-containers.ts';
import { writeFiles } from './writers/start-files.ts';
import { createWrittenSources } from './writers/written.ts';

/** What is told of losses; each is 0 when nothing was lost. */
const lossMetrics = [
  'tidegauge.log.lost',
  'tidegauge.log.gaps',
  'tidegauge.log.skipped',
  'tidegauge.link.dropped',
  'tidegauge.statsd.dropped',
  'tidegauge.statsd.series.overflow',
  'tidegauge.store.dropped',
];
/** How often the progress is told, milliseconds. */
const progressInterval = 10_000;
/** A rotation waits no longer until everything before is stored, milliseconds. */
const longestGate = 30_000;

const noContainers: ReadonlyMap<string, WrittenContainer> = new Map();

/** How a run tells what it does. */
export type Say = (text: string) => void;

/** What a run is asked to do, of what the machine allows. */
export interface RunOptions extends Omit<ChaosOptions, 'variants'> {
  /** Containers write in an engine of the run's own, which is killed too; else in the machine's. */
  readonly killEngine: boolean;
}

/** One run of one variant: writes, kills, waits, compares. Whether every line was stored exactly once. Rejects, having cleaned up, when `interrupted` does. */
export async function runChaos(
  variant: Variant,
  options: RunOptions,
  say: Say,
  interrupted: Promise<never>,
): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), `tidegauge-chaos-${variant}-`));
  const targets = targetsOf[variant].filter(target => target !== 'engine' || options.killEngine);
  const plan = createPlan({ ...options, targets });
  say(`${variant}: seed ${options.seed}, ${plan.kills.length} kills, everything in ${directory}`);
  await writeFile(join(directory, 'plan.json'), JSON.stringify(plan, undefined, 2));
  const openEngine = options.killEngine ? startOwnEngine : openMachineEngine;
  const engine = plan.containers.length > 0 ? await openEngine(directory) : undefined;
  let stand: Stand | undefined;
  let right = false;
  try {
    stand = await startStand(variant, directory, engine);
    right = await Promise.race([writeAndCompare({ stand, engine, plan, directory, say }, options.signal), interrupted]);
  } finally {
    await stand?.stop();
    await engine?.stop();
    if (right) await rm(directory, { recursive: true, force: true });
    else say(`what is needed to look into it is kept in ${directory}`);
  }
  return right;
}

interface Run {
  readonly stand: Stand;
  readonly engine: ChaosEngine | undefined;
  readonly plan: ChaosPlan;
  readonly directory: string;
  readonly say: Say;
}

async function writeAndCompare(run: Run, signal: NodeJS.Signals): Promise<boolean> {
  const { stand, engine, plan, directory, say } = run;
  const note = (event: object) =>
    appendFileSync(join(directory, 'events.jsonl'), `${JSON.stringify({ at: Date.now(), ...event })}\n`);
  const written = createWrittenSources(note);
  // When its first metrics are stored, the tailer has been there, and takes what appears from now on as new.
  await until(async () => (await readCounts(stand.url))?.behind !== undefined, 'the first metrics of the tailer', 60);

  const begun = Date.now();
  const told = (text: string) => say(`${((Date.now() - begun) / 1000).toFixed(1)} s: ${text}`);
  const progress = setInterval(() => told(`${written.total()} lines written`), progressInterval);
  const stored = async (source: string, lines: number) => {
    const deadline = Date.now() + longestGate;
    while (linesOf(await readCounts(stand.url), source) < lines) {
      // Something is missing already: the run goes on, to tell the rest.
      if (Date.now() > deadline) return note({ source, waitedInVainFor: lines });
      await sleep(500);
    }
  };
  const done = (kill: DoneKill) => {
    note({ kill });
    told(`${signal} to ${kill.target}, which had run for ${kill.ran} ms`);
  };
  const [, containers, kills] = await Promise.all([
    writeFiles({ directory: stand.logs, sources: plan.files, written, stored }),
    engine ? writeContainers({ engine, directory, sources: plan.containers, written, note }) : noContainers,
    doKills(plan.kills, { stand, written, signal, done }),
  ]).finally(() => clearInterval(progress));
  told(`all is written, ${written.total()} lines`);

  const compared = (counts: Counts | undefined) =>
    [...plan.files, ...plan.containers].map(source => {
      const { name } = source;
      const { name: log = join(stand.logs, `${name}.log`), logged } = containers.get(name) ?? {};
      const [lines, rotations] = [written.lines(name), written.rotations(name)];
      return compare({ plan: source, log, written: lines, rotations, logged }, counts);
    });
  const wrong = (counts: Counts) =>
    compared(counts)
      .filter(result => !isExact(result))
      .map(({ source, byRule, written }) => `${source} ${byRule - written}`);
  const results = compared(await drain({ url: stand.url, wrong, say: told }));
  told(`at rest\n\n${sourceTable(results)}\n${kills.length > 0 ? killTable(kills) : ''}`);
  for (const crash of stand.crashes()) say(crash);
  for (const metric of lossMetrics) {
    const lost = await readSum(stand.url, metric);
    if (lost > 0) say(`${metric} is ${lost}`);
  }
  // Of nothing, every line would be right.
  return results.length > 0 && results.every(isExact) && stand.crashes().length === 0;
}
