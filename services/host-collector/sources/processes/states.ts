import type { StatsdClient } from '../../../shared/statsd-client/client.ts';
import type { ProcessTable } from './table.ts';

/** The letters of proc_pid_stat(5), and those of older kernels. One that is dead already (X) is none. */
const statusOf: Readonly<Record<string, string>> = {
  R: 'running',
  W: 'running',
  S: 'sleeping',
  K: 'sleeping',
  D: 'blocked',
  T: 'stopped',
  t: 'stopped',
  Z: 'zombie',
  I: 'idle',
  P: 'idle',
};

/** How many processes there are of each status, the zeros too. */
export function tellStates({ processes }: ProcessTable, statsd: StatsdClient): void {
  const counts: Record<string, number> = { running: 0, sleeping: 0, blocked: 0, stopped: 0, zombie: 0, idle: 0 };
  for (const { state } of processes) {
    const status = statusOf[state];
    if (status !== undefined) counts[status]! += 1;
  }
  for (const [status, count] of Object.entries(counts)) statsd.gauge('system.process.count', count, { status });
}
