import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Logger } from '../../shared/logging/logger.ts';
import type { SelfMetrics } from '../../shared/self-metrics.ts';
import { createGraphite } from './graphite/graphite.ts';
import type { Output } from './output.ts';
import { createPrometheus } from './prometheus/prometheus.ts';
import { createTcpRepeater } from './repeat/tcp.ts';
import { createUdpRepeater } from './repeat/udp.ts';
import { createTargetCounters, targetName } from './target-counters.ts';

/** What the outputs work with. */
export interface OutputsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** All outputs that are configured, as one. */
export interface Outputs extends Required<Output> {
  /** Whether any takes lines: where none does, they need not be told. */
  takesLines(): boolean;
  /** Begins, changes and ends what the configuration has changed; what it has not goes on. */
  reconfigure(next: Config): Promise<void>;
}

/** An output that can follow some changes of its configuration. */
interface Changeable extends Output {
  reconfigure?(): Promise<void>;
}

/** The outputs of `statsd.repeat`, `statsd.graphite` and `statsd.prometheus`. */
export async function createOutputs(
  { statsd: initial }: Config,
  { clock, logger, selfMetrics }: OutputsOptions,
): Promise<Outputs> {
  let config = initial;
  const repeatCounters = createTargetCounters(selfMetrics, 'tidegauge.repeat');
  const graphiteCounters = createTargetCounters(selfMetrics, 'tidegauge.graphite');
  const skipped = (reason: string) => selfMetrics.counter('tidegauge.graphite.skipped', { reason });
  const graphiteSkipped = { late: skipped('late'), long: skipped('long') };
  const dropped = (reason: string) => selfMetrics.counter('tidegauge.prometheus.dropped', { reason });
  const left = {
    overflow: selfMetrics.counter('tidegauge.prometheus.overflow'),
    conflict: dropped('conflict'),
    negative: dropped('negative'),
    not_finite: dropped('not_finite'),
  };

  /** What is configured: how each is made, by a name that says what it cannot change. */
  function wanted(): Map<string, () => Changeable | Promise<Changeable>> {
    const { repeat, graphite, prometheus } = config;
    const makers = new Map<string, () => Changeable | Promise<Changeable>>();
    for (const target of repeat) {
      const create = target.scheme === 'tcp' ? createTcpRepeater : createUdpRepeater;
      makers.set(`repeat ${targetName(target)}`, () =>
        create({ target, clock, logger, counters: repeatCounters(target) }),
      );
    }
    const { server } = graphite;
    if (server)
      makers.set(`graphite ${targetName(server)}`, () =>
        createGraphite({
          target: server,
          clock,
          logger,
          counters: graphiteCounters(server),
          skipped: graphiteSkipped,
          naming: () => ({ ...config.graphite, seconds: config.flush_interval / 1000 }),
        }),
      );
    if (prometheus.enabled)
      makers.set('prometheus', () => createPrometheus({ config: () => config, clock, logger, left }));
    return makers;
  }

  let running = new Map<string, Changeable>();
  /** Those of them that take lines; asked at each packet. */
  let lineTakers: Changeable[] = [];

  async function apply(): Promise<void> {
    const previous = running;
    const next = new Map<string, Changeable>();
    for (const [name, create] of wanted()) {
      const known = previous.get(name);
      await known?.reconfigure?.();
      next.set(name, known ?? (await create()));
    }
    running = next;
    lineTakers = [...next.values()].filter(output => output.lines);
    await Promise.all([...previous].map(([name, output]) => (next.has(name) ? undefined : output.close())));
  }

  await apply();
  return {
    takesLines: () => lineTakers.length > 0,
    lines(buffer, start, end) {
      for (const output of lineTakers) output.lines?.(buffer, start, end);
    },
    points(points) {
      for (const output of running.values()) output.points?.(points);
    },
    flushed() {
      for (const output of running.values()) output.flushed?.();
    },
    parts: () => [...running.values()].flatMap(output => output.parts()),
    async reconfigure(next) {
      config = next.statsd;
      await apply();
    },
    async close() {
      await Promise.all([...running.values()].map(output => output.close()));
    },
  };
}
