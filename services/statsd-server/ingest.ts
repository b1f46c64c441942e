import type { Event } from '../shared/event.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { quote } from '../shared/logging/quote.ts';
import { createSampler } from '../shared/logging/sample.ts';
import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';
import type { LateTables } from './flush/late-tables.ts';
import type { Ingest, Transport } from './listeners/ingest.ts';
import { type BadReason, badReasons, type MetricLine, noTimestamp } from './parser/metric-line.ts';
import { createParser } from './parser/parser.ts';
import type { SeriesTable } from './series/series-table.ts';

/** Events held until the next flush; further ones are dropped and counted. */
const maxEvents = 10_000;

/** From packets to series. */
export interface Intake {
  readonly ingest: Ingest;
  /** The events since the last call. */
  takeEvents(): Event[];
}

/** What an intake works with. */
export interface IntakeOptions {
  readonly table: SeriesTable;
  /** For lines whose timestamp lies in an interval that is over. */
  readonly late: () => LateTables;
  readonly maxLineBytes: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Parses what the listeners take in, adds it to its series, and counts what is no good. */
export function createIntake({ table, late, maxLineBytes, clock, logger, selfMetrics }: IntakeOptions): Intake {
  const perTransport = (name: string): Record<Transport, SelfCounter> => ({
    udp: selfMetrics.counter(name, { transport: 'udp' }),
    tcp: selfMetrics.counter(name, { transport: 'tcp' }),
    internal: selfMetrics.counter(name, { transport: 'internal' }),
  });
  const received = perTransport('tidegauge.statsd.received');
  const packets = perTransport('tidegauge.statsd.packets');
  const overflow = selfMetrics.counter('tidegauge.statsd.series.overflow');
  const lateLines = selfMetrics.counter('tidegauge.statsd.late');
  const eventsDropped = selfMetrics.counter('tidegauge.statsd.events.dropped');
  const badLines = new Map(
    badReasons.map(reason => [reason, selfMetrics.counter('tidegauge.statsd.bad', { reason })] as const),
  );
  const sample = createSampler(clock, message => logger.warn(message));
  let events: Event[] = [];
  let transport: Transport = 'udp';

  function bad(reason: BadReason, buffer: Buffer, start: number, end: number): void {
    badLines.get(reason)?.add();
    sample(
      () =>
        `bad line over ${transport} (${reason}): ${quote(buffer.toString('utf8', start, Math.min(end, start + 300)))}`,
    );
  }

  /** Of a line with a timestamp. */
  function aggregateAt(line: MetricLine) {
    const found = late().aggregateOf(line);
    if (found === undefined) return table.aggregateOf(line);
    if (typeof found !== 'string') lateLines.add();
    return found;
  }

  const parser = createParser({
    maxLineBytes,
    now: clock.now,
    receiver: {
      metric(line) {
        const aggregate = line.timestamp === noTimestamp ? table.aggregateOf(line) : aggregateAt(line);
        if (aggregate === 'name' || aggregate === 'too_old') bad(aggregate, line.buffer, line.nameStart, line.tagsEnd);
        else if (aggregate === 'overflow') overflow.add();
        else aggregate.add(line);
      },
      event(event) {
        if (events.length < maxEvents) events.push(event);
        else eventsDropped.add();
      },
      bad,
    },
  });

  return {
    ingest(from, buffer, start, end) {
      transport = from;
      packets[from].add();
      received[from].add(parser.parse(buffer, start, end));
    },
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}
