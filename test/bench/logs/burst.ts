import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchUntilExit } from '../../support/scratch.ts';
import { megabytes, type Section } from '../page.ts';
import { pause, residentBytes } from '../processes.ts';
import { aimText, atMost } from '../statsd/aim.ts';
import { startProgram } from '../statsd/program.ts';
import { nodeArguments } from '../statsd/servers/node-arguments.ts';
import { startTailer } from './tailer-process.ts';

const bytes = 100_000_000;
const mostSeconds = 2;
/** Between two looks at its memory, milliseconds. */
const lookedEvery = 20;

const writerFile = fileURLToPath(new URL('burst-writer.ts', import.meta.url));

/** A log that grows by 100 MB within a second, and how long it takes until all of that is counted. */
export async function benchBurst(): Promise<Section> {
  const tailer = await startTailer({ scratch: scratchUntilExit() });
  const path = join(tailer.directory, 'burst.log');
  const writer = startProgram([process.execPath, ...nodeArguments, writerFile, path, String(bytes)]);
  const lines = Number(await writer.line());
  // The file is there, and empty: a scan finds it.
  await pause(4000);
  let peak = residentBytes(tailer.pid);
  const before = peak;
  let watching = true;
  const watched = (async () => {
    for (; watching; await pause(lookedEvery)) peak = Math.max(peak, residentBytes(tailer.pid));
  })();
  writer.tell('go');
  const written = Number(await writer.line());
  const ended = performance.now();
  await tailer.counted(lines);
  const behind = (performance.now() - ended) / 1000;
  watching = false;
  await watched;
  await tailer.stop();
  return {
    title: 'A burst in a log',
    how: `Another process appends ${megabytes(bytes)} of nginx lines to a followed file in ${(written / 1000).toFixed(1)} s, at an even rate; the log-tailer is a process of its own. Nothing is behind once the server has acknowledged the batch with the last of the ${lines} lines.`,
    columns: ['what', 'figure', 'aim'],
    rows: [
      ['behind after the last byte', `${behind.toFixed(2)} s`, aimText(atMost(mostSeconds, behind, 's'))],
      ['resident before', megabytes(before), ''],
      ['resident at most', megabytes(peak), ''],
    ],
  };
}
