import type { Event } from '../shared/event.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { quote } from '../shared/logging/quote.ts';
import { createSampler } from '../shared/logging/sample.ts';
import type { SelfCounter, SelfMetrics } from '../shared/self-metrics.ts';
import type { Aggregator } from './aggregator.ts';
import { createEventQueue } from './event-queue.ts';
import type { Covered } from './journal/leftover.ts';
import { type Ingest, type Transport, transports } from './listeners/ingest.ts';
import { type BadReason, badReasons } from './parser/metric-line.ts';
import { createParser } from './parser/parser.ts';

/** One bad line of each kind in so many milliseconds is an event, too: what charts show as a mark. */
const markInterval = 60_000;

/** From packets to series. */
export interface Intake {
  readonly ingest: Ingest;
  /** Takes lines that a process before this one took, except what is in the outbox. */
  again(lines: Buffer, covered: Covered): void;
  /** The events since the last call. */
  takeEvents(): Event[];
  /** Since the start. */
  badLines(): number;
  /** When something came last from outside, epoch milliseconds. */
  lastMessage(): number | undefined;
}

/** What an intake works with. */
export interface IntakeOptions {
  readonly add: Aggregator['add'];
  readonly addAgain: Aggregator['addAgain'];
  readonly maxLineBytes: () => number;
  readonly keepOrigin: () => boolean;
  /** Takes what comes from outside, as it is. */
  readonly repeat: { takesLines(): boolean; lines(buffer: Buffer, start: number, end: number): void };
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** Parses what the listeners take in, adds it to its series, and counts what is no good. */
export function createIntake(options: IntakeOptions): Intake {
  const { add, addAgain, maxLineBytes, keepOrigin, repeat, clock, logger, selfMetrics } = options;
  const perTransport = (name: string) =>
    Object.fromEntries(transports.map(transport => [transport, selfMetrics.counter(name, { transport })])) as Record<
      Transport,
      SelfCounter
    >;
  const received = perTransport('tidegauge.statsd.received');
  const packets = perTransport('tidegauge.statsd.packets');
  const late = selfMetrics.counter('tidegauge.statsd.late');
  const droppedByRule = selfMetrics.counter('tidegauge.statsd.rules.dropped');
  const badLines = new Map(
    badReasons.map(reason => [reason, selfMetrics.counter('tidegauge.statsd.bad', { reason })] as const),
  );
  const sample = createSampler(clock, message => logger.warn(message));
  const eventsDropped = selfMetrics.counter('tidegauge.statsd.events.dropped');
  const events = createEventQueue(() => eventsDropped.add());
  const marked = new Map<BadReason, number>();
  let transport: Transport = 'udp';
  /** Of the lines that are taken again. */
  let covered: Covered | undefined;
  let allBad = 0;
  let lastMessage: number | undefined;

  function bad(reason: BadReason, buffer: Buffer, start: number, end: number): void {
    badLines.get(reason)?.add();
    allBad += 1;
    const text = () => quote(buffer.toString('utf8', start, Math.min(end, start + 300)));
    sample(() => `bad line over ${transport} (${reason}): ${text()}`);
    const now = clock.now();
    if (now - (marked.get(reason) ?? Number.NEGATIVE_INFINITY) < markInterval) return;
    marked.set(reason, now);
    events.push({ time: now, title: `bad line: ${reason}`, text: text(), tags: { level: 'warning', transport } });
  }

  const parser = createParser({
    maxLineBytes,
    keepOrigin,
    isOwn: () => transport === 'internal',
    now: clock.now,
    receiver: {
      metric(line) {
        const outcome = covered ? addAgain(line, covered) : add(line);
        if (outcome === 'added' || outcome === 'overflow' || outcome === 'covered') return; // an overflow is counted by its name
        if (outcome === 'late') late.add();
        else if (outcome === 'dropped') droppedByRule.add();
        else bad(outcome, line.buffer, line.nameStart, line.end);
      },
      event(event) {
        if (!covered?.events) events.push(event);
      },
      bad,
    },
  });

  const ingest: Ingest = (from, buffer, start, end) => {
    transport = from;
    if (from !== 'internal') {
      lastMessage = clock.now();
      if (repeat.takesLines()) repeat.lines(buffer, start, end);
    }
    packets[from].add();
    received[from].add(parser.parse(buffer, start, end));
  };

  return {
    ingest,
    again(lines, what) {
      covered = what;
      ingest('internal', lines, 0, lines.length);
      covered = undefined;
    },
    takeEvents: events.take,
    badLines: () => allBad,
    lastMessage: () => lastMessage,
  };
}
