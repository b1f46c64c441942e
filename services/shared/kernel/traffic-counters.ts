import type { Tags } from '../metric.ts';
import { tagText } from '../tag-text.ts';
import type { InterfaceCounters } from './net-dev.ts';

/** One counter of a network interface, as the metrics `….network.*` tell of it. */
export interface TrafficCounter {
  /** The last part of the metric's name: `io`, `packets`, `errors`, `dropped`. */
  readonly metric: string;
  /** `interface` and `direction`. */
  readonly tags: Tags;
  /** Tells the counter from all others, also where names of interfaces make the same tag. */
  readonly key: string;
  readonly value: number;
}

const directions = ['receive', 'transmit'] as const;

/** All counters of an interface. */
export function trafficCounters(counters: InterfaceCounters): TrafficCounter[] {
  const name = counters.interface;
  return directions.flatMap(direction => {
    const { bytes, packets, errors, dropped } = counters[direction];
    const tags = { interface: tagText(name), direction };
    return Object.entries({ io: bytes, packets, errors, dropped }).map(([metric, value]) => ({
      metric,
      tags,
      key: `${name} ${direction} ${metric}`,
      value,
    }));
  });
}
