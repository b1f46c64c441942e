import type { CpuReading, Reader } from '../cgroup/readings.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** Over less than this many milliseconds, a share of the time would say more about the clock than about the container. */
const shortest = 200;
const nanosecondsPerMillisecond = 1e6;
const nanosecondsPerSecond = 1e9;

/**
 * `container.cpu.*`. `elapsed`: milliseconds of a clock that is never set, as the wall clock is. `age`: milliseconds since
 * its CPU time was zero; undefined when the container ran before anyone looked.
 */
export function createCpuMetrics(reader: Reader<CpuReading>, elapsed: () => number, age: number | undefined): Metrics {
  let last = age === undefined ? undefined : { usage: 0, time: elapsed() - age };
  return createMetrics(reader, age !== undefined, ({ usage, throttled }, { say, grown }) => {
    const time = elapsed();
    if (!last || usage < last.usage) {
      last = { usage, time };
    } else if (time - last.time >= shortest) {
      say.gauge('container.cpu.usage', (usage - last.usage) / ((time - last.time) * nanosecondsPerMillisecond));
      last = { usage, time };
    }
    if (!throttled) return;
    const { nanoseconds, periods } = throttled;
    say.count('container.cpu.throttled.time', grown('nanoseconds', nanoseconds) / nanosecondsPerSecond);
    say.count('container.cpu.throttled.periods', grown('periods', periods));
  });
}
