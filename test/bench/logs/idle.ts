import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchUntilExit } from '../../support/scratch.ts';
import { megabytes, type Section } from '../page.ts';
import { cpuSeconds, pause, residentBytes } from '../processes.ts';
import { aimText } from '../statsd/aim.ts';
import { startTailer } from './tailer-process.ts';

const files = 1000;
const seconds = Number(process.env.BENCH_LOG_IDLE_SECONDS ?? 60);
/** So long after the last line a file is only watched, and V8 has given back the memory that finding them took. */
const settle = 45_000;
const mostPercent = 1;

/** What a thousand open files cost in which nothing happens. */
export async function benchIdle(): Promise<Section> {
  const tailer = await startTailer({ scratch: scratchUntilExit() });
  const empty = residentBytes(tailer.pid);
  for (let index = 0; index < files; index++)
    writeFileSync(join(tailer.directory, `${index}.log`), `info: started worker ${index}\n`);
  await tailer.counted(files);
  await pause(settle);
  const before = cpuSeconds(tailer.pid);
  await pause(seconds * 1000);
  const percent = (100 * (cpuSeconds(tailer.pid) - before)) / seconds;
  const resident = residentBytes(tailer.pid);
  await tailer.stop();
  return {
    title: 'A thousand idle logs',
    how: `${files} files of one line each, followed by the log-tailer as a process of its own; nothing is written for ${seconds} s, from ${settle / 1000} s after the last line on. BENCH_LOG_IDLE_SECONDS says how long.`,
    columns: ['what', 'figure', 'aim'],
    rows: [
      ['CPU', `${percent.toFixed(2)} % of a core`, aimText({ text: `< ${mostPercent} %`, met: percent < mostPercent })],
      ['resident', megabytes(resident), ''],
      ['resident without files', megabytes(empty), ''],
    ],
  };
}
