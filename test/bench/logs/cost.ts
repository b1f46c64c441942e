import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { scratchUntilExit } from '../../support/scratch.ts';
import { cpuSeconds } from '../processes.ts';
import { type LineMaker, writeLog } from './samples.ts';
import { startSmallEngine } from './small-engine.ts';
import { startTailer, type TailerProcess } from './tailer-process.ts';

/** What it took to count the lines of one file. */
export interface Cost {
  /** CPU of the whole process, user and system, from the start of reading to the acknowledged batch, seconds. */
  readonly cpu: number;
  readonly bytes: number;
  /** Lines that were counted as requests. */
  readonly requests: number;
}

/** Has a fresh log-tailer find a log of so many lines, which lies there whole, and apply those rules. */
export async function costOfFile(make: LineMaker, lines: number, rules?: readonly object[]): Promise<Cost> {
  const scratch = scratchUntilExit();
  const unseen = join(scratch, 'unseen');
  const bytes = writeLog(unseen, make, lines);
  const tailer = await startTailer({ scratch, rules });
  const cost = await costOf(tailer, lines, () => renameSync(unseen, join(tailer.directory, 'bench.log')));
  return { ...cost, bytes };
}

/** Has it read the same as the log of a container, whose engine is one of the benchmark's own. */
export async function costOfContainer(make: LineMaker, lines: number): Promise<Cost> {
  const scratch = scratchUntilExit();
  const engine = await startSmallEngine(join(scratch, 'engine.sock'));
  const directory = join(scratch, 'container');
  mkdirSync(directory);
  const log = join(directory, 'container-json.log');
  const bytes = writeLog(log, make, lines);
  const tailer = await startTailer({ scratch, engine: engine.socket });
  const cost = await costOf(tailer, lines, () => engine.run(log));
  await engine.close();
  return { ...cost, bytes };
}

async function costOf(tailer: TailerProcess, lines: number, begin: () => void): Promise<Omit<Cost, 'bytes'>> {
  const before = cpuSeconds(tailer.pid);
  begin();
  await tailer.counted(lines);
  const cpu = cpuSeconds(tailer.pid) - before;
  const requests = tailer.total('http.server.requests');
  const counted = tailer.total('log.lines');
  await tailer.stop();
  if (counted !== lines) throw new Error(`${counted} lines were counted of ${lines}`);
  return { cpu, requests };
}
