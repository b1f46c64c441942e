import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as untilOthersRan } from 'node:timers/promises';
import { createKeptFile } from '../../../shared/kernel/kept-file.ts';
import { failure, type Outcome, success } from '../../../shared/outcome.ts';
import { programName } from './program-name.ts';
import { type ProcessStat, parseProcessStat } from './stat-line.ts';

/** A process as it was in one round. */
export interface ProcessReading extends ProcessStat {
  readonly pid: string;
}

/** The processes of the host at (nearly) one moment. */
export interface ProcessTable {
  readonly processes: readonly ProcessReading[];
  /** Processes that were not read, because there are too many. */
  readonly left: number;
}

/** Processes read before others in this process get their turn: about a millisecond's worth. */
const atOnce = 256;

/** Reads up to `most` processes. One that ends while it is read is none. */
export async function readProcessTable(proc: string, most: number): Promise<Outcome<ProcessTable>> {
  let pids: string[];
  try {
    pids = readdirSync(proc).filter(name => /^\d+$/.test(name));
  } catch {
    return failure(`${proc}: cannot be listed`);
  }
  const processes: ProcessReading[] = [];
  for (const [index, pid] of pids.slice(0, most).entries()) {
    if (index % atOnce === atOnce - 1) await untilOthersRan();
    const file = createKeptFile(join(proc, pid, 'stat'));
    const stat = parseProcessStat(file.read() ?? '');
    file.close();
    if (stat) processes.push({ pid, ...stat, name: programName(proc, pid, stat.name) });
  }
  if (processes.length === 0) return failure(`${proc}: no process can be read`);
  return success({ processes, left: Math.max(0, pids.length - most) });
}
