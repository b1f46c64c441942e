// `npm run bench [-- NAME…]`: runs the benchmarks whose name holds a NAME (all by default), prints each table as it is done,
// and puts it in the place of its former one in docs/benchmarks.md.

import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { benchContainerCollector, benchMemory, benchStack } from './cases.ts';
import { benchLineToPage } from './line-to-page.ts';
import { benchBurst } from './logs/burst.ts';
import { benchIdle } from './logs/idle.ts';
import { benchLogReader } from './logs/log-reader.ts';
import { benchSpeed } from './logs/speed.ts';
import { type Section, sectionText, withSection } from './page.ts';
import { benchChurn } from './statsd/churn.ts';
import { benchMillion } from './statsd/million.ts';
import { benchMinute } from './statsd/minute.ts';
import { benchRates } from './statsd/rates.ts';

const cases: Record<string, () => Promise<Section>> = {
  'statsd-rates': benchRates,
  'statsd-million': benchMillion,
  'statsd-minute': benchMinute,
  'statsd-churn': benchChurn,
  'logs-speed': benchSpeed,
  'logs-idle': benchIdle,
  'logs-burst': benchBurst,
  'logs-reader': benchLogReader,
  'line-to-page': benchLineToPage,
  containers: benchContainerCollector,
  memory: benchMemory,
  stack: benchStack,
};

const file = new URL('../../docs/benchmarks.md', import.meta.url);
const machine = `Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown make'}, ${process.platform}`;
const head = `# Benchmarks\n\nWritten by \`npm run bench\`: each table is one run on one machine (the last on ${machine}), every peer beside us on the same input. Compare ratios, not figures of different machines.\n`;

const wanted = process.argv.slice(2).filter(argument => argument !== '--');
const names = Object.keys(cases).filter(name => wanted.length === 0 || wanted.some(part => name.includes(part)));
// So that what was started ends, and what was made goes.
process.once('SIGINT', () => process.exit(130));
for (const [index, name] of names.entries()) {
  process.stderr.write(`${index + 1}/${names.length} ${name} …\n`);
  const section = await cases[name]!();
  process.stdout.write(`\n${sectionText(section)}`);
  await writeFile(file, withSection(await readFile(file, 'utf8'), head, section));
}
