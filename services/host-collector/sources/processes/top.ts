import { createDeltas } from '../../../shared/kernel/deltas.ts';
import type { StatsdClient } from '../../../shared/statsd-client/client.ts';
import { tagText } from '../../../shared/tag-text.ts';
import { type CpuTimes, cpuTimesBetween } from '../cpu-times.ts';
import type { ProcessTable } from './table.ts';

/** Finds the names of processes that weigh most. */
export interface TopProcesses {
  /** `cpu`: the time of all cores by now; without it only memory is told. */
  tell(table: ProcessTable, cpu: CpuTimes | undefined, statsd: StatsdClient): void;
}

/** Tells of the `most` heaviest names by CPU and of as many by memory, all processes of a name taken together. */
export function createTopProcesses(most: number, pageSize: number): TopProcesses {
  const deltas = createDeltas();
  let last: CpuTimes | undefined;
  let sawAll = false;
  return {
    tell(table, cpu, statsd) {
      const ticks = new Map<string, number>();
      const bytes = new Map<string, number>();
      for (const reading of table.processes) {
        const name = tagText(reading.name);
        // Where all were seen last time, one that was not there has used all its time since.
        const unseen = sawAll ? reading.ticks : 0;
        add(ticks, name, deltas.since(`${reading.pid} ${reading.started}`, reading.ticks) ?? unseen);
        add(bytes, name, reading.pages * pageSize);
      }
      deltas.endRound();
      sawAll = table.left === 0;
      for (const [process, value] of heaviest(bytes, most)) statsd.gauge('process.memory.usage', value, { process });
      const total = last && cpu ? cpuTimesBetween(last, cpu).total : 0;
      last = cpu;
      if (total === 0) return;
      for (const [process, value] of heaviest(ticks, most)) {
        statsd.gauge('process.cpu.utilization', value / total, { process });
      }
    },
  };
}

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value);
}

function heaviest(sums: ReadonlyMap<string, number>, most: number): [string, number][] {
  return [...sums]
    .filter(([, value]) => value > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most);
}
