import { hostAndPort, type Target } from '../../shared/config/target.ts';
import type { SelfCounter, SelfMetrics } from '../../shared/self-metrics.ts';

/** What was handed on, and what found no room or did not arrive; bytes. */
export interface TargetCounters {
  readonly sent: SelfCounter;
  readonly dropped: SelfCounter;
}

/** `udp://10.0.0.5:8125`, as the configuration has it. */
export function targetName(target: Target): string {
  return `${target.scheme}://${hostAndPort(target)}`;
}

/** The counters `<prefix>.sent` and `.dropped` of each target, whose tag has no `:`: StatsD's own sign would become `_`. */
export function createTargetCounters(selfMetrics: SelfMetrics, prefix: string): (target: Target) => TargetCounters {
  // A target that is left out and configured again goes on with its counters: none is ever taken back.
  const known = new Map<string, TargetCounters>();
  return target => {
    const name = targetName(target);
    let counters = known.get(name);
    if (!counters) {
      const tags = { target: `${target.scheme}/${target.host}/${target.port}` };
      counters = {
        sent: selfMetrics.counter(`${prefix}.sent`, tags),
        dropped: selfMetrics.counter(`${prefix}.dropped`, tags),
      };
      known.set(name, counters);
    }
    return counters;
  };
}
