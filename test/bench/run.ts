// `npm run bench [-- NAME…]`: runs the benchmarks whose name holds a NAME (all by default), prints each table as it is done,
// and, when all ran, writes docs/benchmarks.md.

import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { benchContainerCollector, benchLines, benchLogReader, benchMemory, benchStatsd } from './cases.ts';
import { type Section, sectionText } from './page.ts';

const cases: Record<string, () => Promise<Section>> = {
  statsd: benchStatsd,
  lines: benchLines,
  'log-reader': benchLogReader,
  containers: benchContainerCollector,
  memory: benchMemory,
};

const wanted = process.argv.slice(2).filter(argument => argument !== '--');
const names = Object.keys(cases).filter(name => wanted.length === 0 || wanted.some(part => name.includes(part)));
const sections: string[] = [];
for (const [index, name] of names.entries()) {
  process.stderr.write(`${index + 1}/${names.length} ${name} …\n`);
  const text = sectionText(await cases[name]!());
  process.stdout.write(`\n${text}`);
  sections.push(text);
}
if (wanted.length === 0) {
  const machine = `Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model ?? 'unknown make'}, ${process.platform}`;
  await writeFile(
    new URL('../../docs/benchmarks.md', import.meta.url),
    `# Benchmarks\n\nWritten by \`npm run bench\`: each table is one run on one machine (${machine}), every peer beside us on the same input. Compare ratios, not figures of different machines.\n\n${sections.join('\n')}`,
  );
}
