/** Where the time of the cores goes, as the tag `mode` names it. */
export const cpuModes = ['user', 'nice', 'system', 'iowait', 'interrupt', 'steal', 'idle'] as const;

/** Time of all cores since boot by mode, in ticks. */
export type CpuTimes = Readonly<Record<(typeof cpuModes)[number], number>>;

/**
 * The line `cpu` of `/proc/stat`, proc_stat(5): user nice system idle iowait irq softirq steal guest guest_nice.
 * The time of guests is left out: the kernel counts it in user and nice already. Undefined when there is no such line.
 */
export function parseCpuTimes(stat: string): CpuTimes | undefined {
  const line = /^cpu +(.+)$/m.exec(stat);
  if (!line) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line[1]!
    .split(' ')
    .map(Number);
  return { user, nice, system, iowait, interrupt: irq + softirq, steal, idle };
}

/** What passed between two readings. The kernel lets idle and iowait go back a little at times: that counts as none. */
export function cpuTimesBetween(before: CpuTimes, after: CpuTimes): { times: CpuTimes; total: number } {
  const times = { ...after };
  let total = 0;
  for (const mode of cpuModes) {
    times[mode] = Math.max(0, after[mode] - before[mode]);
    total += times[mode];
  }
  return { times, total };
}
