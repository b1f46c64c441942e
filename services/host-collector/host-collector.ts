import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { startSampling } from '../shared/lifecycle/sampling.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Part } from '../shared/part.ts';
import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';
import type { StatsdClient } from '../shared/statsd-client/client.ts';
import { describeOff, describeReading } from './part.ts';
import { createRound } from './round.ts';
import { createSources } from './sources/all.ts';

/** What the host-collector works with. `statsd` stays the caller's to close. */
export interface HostCollectorOptions {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Says how the host is, shortly before each flush: /proc and /sys → sources → StatsD.
 * It has started when the first round is over, so that its part tells what can be read.
 */
export async function startHostCollector(config: Config, options: HostCollectorOptions): Promise<Service> {
  const errors = createErrorCounters(options.selfMetrics);
  let reader = createReader(config.host, options, errors);
  let stopSampling = await sample(reader, config.statsd.flush_interval, options);
  return {
    name: 'host-collector',
    parts: () => [reader.part()],
    async reconfigure(changed) {
      const hostChanged = !isDeepStrictEqual(config.host, changed.host);
      const intervalChanged = config.statsd.flush_interval !== changed.statsd.flush_interval;
      config = changed;
      if (!hostChanged && !intervalChanged) return;
      await stopSampling();
      // With another interval alone it goes on from its last readings, so nothing goes uncounted.
      if (hostChanged) {
        reader.close();
        reader = createReader(config.host, options, errors);
      }
      stopSampling = await sample(reader, config.statsd.flush_interval, options);
    },
    async stop() {
      await stopSampling();
      reader.close();
    },
  };
}

/** All sources of one configuration, or nothing where the part is off. */
interface Reader {
  readonly read: (() => Promise<void>) | undefined;
  part(): Part;
  close(): void;
}

function createReader(
  host: Config['host'],
  { statsd, clock, logger }: HostCollectorOptions,
  errors: (source: string) => SelfCounter,
): Reader {
  const off = describeOff(host);
  if (off) return { read: undefined, part: () => off, close() {} };
  const sources = createSources(host, clock);
  const names = sources.map(({ name }) => name);
  names.forEach(errors);
  const round = createRound(sources, { statsd, logger: logger.named('host-collector'), errors });
  return {
    read: round.run,
    part: () => {
      const omissions = sources.map(source => source.omitted?.()).filter(omission => omission !== undefined);
      return describeReading(host, names, round.failing, omissions);
    },
    close() {
      for (const source of sources) source.close();
    },
  };
}

/** Lets `reader` read once an interval. Resolves after the first time, with what stops it. */
async function sample(
  { read }: Reader,
  interval: number,
  { statsd, clock }: HostCollectorOptions,
): Promise<() => Promise<void>> {
  if (!read) return async () => {};
  return new Promise(resolve => {
    const stop = startSampling({ clock, interval }, async () => {
      const began = clock.now();
      await read();
      // A wall clock that was set back meanwhile tells nothing.
      statsd.timing('tidegauge.collect.duration', Math.max(0, clock.now() - began), { source: 'host' });
      statsd.flush();
      resolve(() => stop());
    });
  });
}

/** A counter is registered once for the life of the process, though its source be made anew. */
function createErrorCounters(selfMetrics: SelfMetrics): (source: string) => SelfCounter {
  const counters = new Map<string, SelfCounter>();
  return source => {
    const counter = counters.get(source) ?? selfMetrics.counter('tidegauge.collect.errors', { source });
    counters.set(source, counter);
    return counter;
  };
}
