import type { Event } from '../shared/event.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { quote } from '../shared/logging/quote.ts';
import { createSampler } from '../shared/logging/sample.ts';
import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';
import type { Ingest, Transport } from './listeners/ingest.ts';
import { type BadReason, badReasons } from './parser/metric-line.ts';
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
  readonly maxLineBytes: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Parses what the listeners take in, adds it to its series, and counts what is no good. */
export function createIntake({ table, maxLineBytes, clock, logger, selfMetrics }: IntakeOptions): Intake {
  const perTransport = (name: string): Record<Transport, SelfCounter> => ({
    udp: selfMetrics.counter(name, { transport: 'udp' }),
    tcp: selfMetrics.counter(name, { transport: 'tcp' }),
    internal: selfMetrics.counter(name, { transport: 'internal' }),
  });
  const received = perTransport('tidegauge.statsd.received');
  const packets = perTransport('tidegauge.statsd.packets');
  const overflow = selfMetrics.counter('tidegauge.statsd.series.overflow');
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

  const parser = createParser({
    maxLineBytes,
    now: clock.now,
    receiver: {
      metric(line) {
        const aggregate = table.aggregateOf(line);
        if (aggregate === 'name') bad('name', line.buffer, line.nameStart, line.tagsEnd);
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
