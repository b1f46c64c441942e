import { type Config, configSchema } from '../../services/shared/config/schema.ts';
import type { Point } from '../../services/shared/point.ts';
import { type Aggregator, createAggregator } from '../../services/statsd-server/aggregator.ts';
import { createIntake } from '../../services/statsd-server/ingest.ts';
import type { MetricLine } from '../../services/statsd-server/parser/metric-line.ts';
import { createCountedMetrics } from './counted-metrics.ts';
import { createFakeClock } from './fake-clock.ts';
import { createKeepingLogger } from './keeping-logger.ts';

/** What an aggregator answers to a line. */
export type Outcome = ReturnType<Aggregator['add']>;

/** How it is to be made. */
export interface FedAggregatorOptions {
  /** The section `statsd` of the configuration, as in the file. */
  readonly statsd?: object;
  /** Epoch milliseconds. */
  readonly began?: number;
  /** An interval ends. */
  readonly onCut?: () => void;
  /** Sees every value, and what became of it. */
  readonly onValue?: (line: MetricLine, outcome: Outcome) => void;
}

/** Noon of the day on which these tests take place, epoch milliseconds. */
export const noon = Date.UTC(2026, 0, 1, 12);

const sectionOf = (statsd: object): Config['statsd'] => configSchema.parse({ statsd }).statsd;

/** All between the listeners and the writer, on a clock that stands still: packets go in, points come out. */
export function createFedAggregator(options: FedAggregatorOptions = {}) {
  const { statsd = {}, began = noon, onCut = () => {}, onValue = () => {} } = options;
  const clock = createFakeClock(began);
  const metrics = createCountedMetrics();
  const logger = createKeepingLogger();
  const points: Point[] = [];
  const forgotten: string[] = [];
  const reloads: Promise<void>[] = [];
  let section = sectionOf(statsd);
  let flushes = 0;
  const aggregator = createAggregator(section, {
    clock,
    selfMetrics: metrics,
    containerTags: () => undefined,
    lateSecond: 0,
    cutAll: () => false,
    beforeCut: onCut,
    onCut: () => {},
    hand: more => {
      for (const point of more) points.push(point);
    },
    flushed: () => {
      flushes += 1;
    },
    onGaugeForgotten: metric => forgotten.push(metric),
  });
  const intake = createIntake({
    add(line) {
      const outcome = aggregator.add(line);
      onValue(line, outcome);
      return outcome;
    },
    addAgain: aggregator.addAgain,
    maxLineBytes: () => section.max_line_bytes,
    keepOrigin: () => section.origin === 'container',
    repeat: { takesLines: () => false, lines: () => {} },
    clock,
    logger,
    selfMetrics: metrics,
  });
  return {
    clock,
    metrics,
    aggregator,
    intake,
    points,
    forgotten,
    flushes: () => flushes,
    feed(packet: string | Buffer) {
      const bytes = Buffer.from(packet);
      intake.ingest('udp', bytes, 0, bytes.length);
    },
    /** What a reload of the configuration does, at once but for what came late. */
    reconfigure(next: object) {
      section = sectionOf(next);
      reloads.push(aggregator.reconfigure(section));
    },
    /** Flushes everything, for which the clock goes on. */
    async stop() {
      let stopped = false;
      const stopping = Promise.all([...reloads, aggregator.stop()]).then(() => {
        stopped = true;
      });
      // What came late waits for a second of its own.
      for (let seconds = 0; !stopped && seconds < 600; seconds++) await clock.advance(1000);
      await stopping;
    },
    /** The points since the last call, in the order of their names: `name{tag:value} value @seconds after noon`; of timings the count and sum. */
    take: () => points.splice(0).map(pointText).sort(),
  };
}

/** Without `metric_type`. */
function pointText({ metric, tags: { metric_type: _, ...tags }, fields, time }: Point): string {
  const names = Object.entries(tags).map(([name, value]) => `${name}:${value}`);
  const value = fields.value ?? `${fields.count}/${fields.sum}`;
  return `${metric}${names.length > 0 ? `{${names.sort().join(',')}}` : ''} ${value} @${(time - noon) / 1000}`;
}
