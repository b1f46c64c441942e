import { join } from 'node:path';
import { createKeptFile } from '../../../shared/kernel/kept-file.ts';
import { failure } from '../../../shared/outcome.ts';
import { parseCpuTimes } from '../cpu-times.ts';
import { type Source, said } from '../source.ts';
import { readPageSize } from './page-size.ts';
import { tellStates } from './states.ts';
import { readProcessTable } from './table.ts';
import { createTopProcesses } from './top.ts';

/** Processes read in one round; a host with more is reported as a failure. */
const mostProcesses = 8192;

/** Processes by status, and the `most` heaviest names, from `/proc/<pid>/stat`. */
export function createProcessesSource(proc: string, most: number): Source {
  const stat = createKeptFile(join(proc, 'stat'));
  const top = createTopProcesses(most, readPageSize(proc));
  return {
    name: 'processes',
    async collect(statsd) {
      const table = await readProcessTable(proc, mostProcesses);
      if (!table.ok) return table;
      tellStates(table.value, statsd);
      top.tell(table.value, parseCpuTimes(stat.read() ?? ''), statsd);
      return table.value.left === 0 ? said : failure(`${table.value.left} processes beyond ${mostProcesses} not read`);
    },
    close: stat.close,
  };
}
