import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Afterwards, createContainer } from '../../support/containers.ts';
import type { ContainerMode, SourcePlan } from '../plan.ts';
import type { WrittenSources } from './written.ts';

/** An image with Perl that every test machine has. */
const image = 'debian:bookworm-slim';
/** So many files the engine keeps of each log: as many seconds, times three, may a reader be down. */
const maxFile = 12;
/** Time between two rotations, milliseconds. */
const rotationInterval = 3000;
/** A record as it lies on disk, on average: envelope, number and filler, bytes. */
const recordBytes = 170;

/** Runs a container for each source, to its end; they stay until the run is over, and so do their logs. Resolves to the names of the containers by source. */
export async function writeContainers(
  sources: readonly SourcePlan<ContainerMode>[],
  written: WrittenSources,
  run: Afterwards,
): Promise<ReadonlyMap<string, string>> {
  const script = await readFile(new URL('container.pl', import.meta.url), 'utf8');
  const names = new Map<string, string>();
  await Promise.all(
    sources.map(async plan => {
      const { name, lines, blockLines, startsAt, duration, seed } = plan;
      await sleep(startsAt);
      const command = ['perl', '-e', script, ...[name, lines, blockLines, duration, seed].map(String)];
      const container = await createContainer({ image, command, hostConfig: { LogConfig: logConfig(plan) } }, run);
      names.set(name, container.name);
      await container.start();
      const code = await container.wait();
      if (code !== 0) throw new Error(`the container of ${name} ended with ${code}`);
      written.progress(name, lines, true);
    }),
  );
  return names;
}

function logConfig({ mode, lines, duration }: SourcePlan<ContainerMode>) {
  if (mode === 'short') return { Type: 'json-file', Config: {} };
  const size = Math.max(32, Math.ceil((((lines * recordBytes) / duration) * rotationInterval) / 1024));
  const Config = { 'max-size': `${size}k`, 'max-file': String(maxFile), compress: String(mode === 'gzip') };
  return { Type: 'json-file', Config };
}
