import type { CpuReading, Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** Over less than this many milliseconds, a share of the time would say more about the clock than about the container. */
const shortest = 200;
const nanosecondsPerMillisecond = 1e6;
const nanosecondsPerSecond = 1e9;

/** `container.cpu.*`. `startedAt` (epoch ms) is when its CPU time was zero; undefined when the container ran before anyone looked. */
export function createCpuMetrics(reader: Reader<CpuReading>, startedAt: number | undefined): Metrics {
  let last = startedAt === undefined ? undefined : { usage: 0, time: startedAt };
  return createMetrics(reader, startedAt !== undefined, ({ usage, throttled }, { say, grown, now }) => {
    const elapsed = last ? now - last.time : 0;
    if (!last || elapsed < 0 || usage < last.usage) {
      last = { usage, time: now };
    } else if (elapsed >= shortest) {
      say.gauge('container.cpu.usage', (usage - last.usage) / (elapsed * nanosecondsPerMillisecond));
      last = { usage, time: now };
    }
    if (!throttled) return;
    const { nanoseconds, periods } = throttled;
    say.count('container.cpu.throttled.time', grown('nanoseconds', nanoseconds) / nanosecondsPerSecond);
    say.count('container.cpu.throttled.periods', grown('periods', periods));
  });
}
