import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaosEngine, image, labelOf } from '../engine.ts';
import type { ContainerMode, SourcePlan } from '../plan.ts';
import { type LoggedLines, readLoggedLines } from './logged-lines.ts';
import { runToEnd } from './run-to-end.ts';
import type { WrittenSources } from './written.ts';

/** Time between two rotations, milliseconds. */
const rotationInterval = 3000;
/** A record as it lies on disk, on average: envelope, number and filler, bytes. */
const recordBytes = 170;

/** A container that wrote a source, and has ended. */
export interface WrittenContainer {
  /** Of the container. */
  readonly name: string;
  /** What stands in its log, when that is not what its program wrote: the engine was killed meanwhile. */
  readonly logged?: LoggedLines;
}

/** What the container writers need. */
export interface ContainerWritersOptions {
  readonly engine: ChaosEngine;
  /** Of the run. */
  readonly directory: string;
  readonly sources: readonly SourcePlan<ContainerMode>[];
  readonly written: WrittenSources;
  /** Told what one wants to look up when a line is missing. */
  readonly note: (event: object) => void;
}

/** Runs a container for each source, to its end; they stay until the run is over, and so do their logs. Resolves to them by source. */
export async function writeContainers(
  options: ContainerWritersOptions,
): Promise<ReadonlyMap<string, WrittenContainer>> {
  const { engine, directory, sources, written, note } = options;
  const script = await readFile(new URL('container.pl', import.meta.url), 'utf8');
  const [labelName, label] = labelOf(directory).split('=') as [string, string];
  const containers = new Map<string, WrittenContainer>();
  await Promise.all(
    sources.map(async plan => {
      const { name: source, lines, blockLines, startsAt, duration, seed } = plan;
      const name = `tidegauge-test-${source}-${randomBytes(4).toString('hex')}`;
      await sleep(startsAt);
      const { id, exitCode, sawKill } = await runToEnd(engine, {
        name,
        Image: image,
        Cmd: ['perl', '-e', script, ...[source, lines, blockLines, duration, seed].map(String)],
        Labels: { [labelName]: label },
        HostConfig: { LogConfig: logConfig(plan), NetworkMode: 'none' },
      });
      note({ source, container: name, id, exitCode, sawKill });
      if (!sawKill && exitCode !== 0) throw new Error(`the container of ${source} ended with ${exitCode}`);
      written.progress(source, lines, true);
      const files = engine.killing?.logs.read(id) ?? [];
      containers.set(source, { name, ...(sawKill && { logged: readLoggedLines(files, plan) }) });
    }),
  );
  return containers;
}

/** None of the files is removed before the run is over: a killed engine makes them what is counted. */
function logConfig({ mode, lines, duration }: SourcePlan<ContainerMode>) {
  if (mode === 'short') return { Type: 'json-file', Config: {} };
  const size = Math.max(32, Math.ceil((((lines * recordBytes) / duration) * rotationInterval) / 1024));
  const files = 12 + Math.ceil((2 * duration) / rotationInterval);
  const Config = { 'max-size': `${size}k`, 'max-file': String(files), compress: String(mode === 'gzip') };
  return { Type: 'json-file', Config };
}
