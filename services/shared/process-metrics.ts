import type { SelfMetrics } from './self-metrics.ts';

/** What a process knows of its own weight. */
export interface ProcessReadings {
  /** Resident memory, bytes; undefined when no file can be opened to read it. */
  memory(): number | undefined;
  /** CPU time used so far, seconds. */
  cpu(): number;
  /** Seconds of a clock that never goes back. */
  elapsed(): number;
}

const thisProcess: ProcessReadings = {
  memory() {
    try {
      return process.memoryUsage.rss();
    } catch {
      return undefined;
    }
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  elapsed: () => performance.now() / 1000,
};

/** Lets each report tell the process's resident memory, and how many cores it kept busy since the report before. */
export function registerProcessMetrics(selfMetrics: SelfMetrics, { memory, cpu, elapsed } = thisProcess): void {
  selfMetrics.gauge('tidegauge.process.memory.usage', memory);
  let last = { cpu: cpu(), elapsed: elapsed() };
  selfMetrics.gauge('tidegauge.process.cpu.utilization', () => {
    const now = { cpu: cpu(), elapsed: elapsed() };
    const passed = now.elapsed - last.elapsed;
    const cores = passed > 0 ? (now.cpu - last.cpu) / passed : 0;
    last = now;
    return cores;
  });
}
