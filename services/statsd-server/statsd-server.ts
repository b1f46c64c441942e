import type { Config } from '../shared/config/schema.ts';
import type { Event } from '../shared/event.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import { createSwitchedBinding } from '../shared/lifecycle/switched-binding.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Point } from '../shared/point.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import { createStatsdClient } from '../shared/statsd-client/client.ts';
import { createMemoryLink, type LineSink } from '../shared/statsd-client/memory-link.ts';
import { createRoom } from './aggregation/room.ts';
import { flushSeries } from './flush/flush.ts';
import { type Interval, startIntervals } from './flush/intervals.ts';
import { createLateSeconds } from './flush/late-seconds.ts';
import { createLateTables } from './flush/late-tables.ts';
import { createIntake } from './ingest.ts';
import { untilParted } from './listeners/quiet.ts';
import { listenTcp } from './listeners/tcp.ts';
import { listenUdp } from './listeners/udp.ts';
import { createSeriesRoom, type SeriesRoom } from './series/series-room.ts';
import { createSeriesTable } from './series/series-table.ts';

/** Single values that all timings, and all sets, hold together until the flush: 64 MB, and about 150 MB at worst. */
const maxTimingValuesInAll = 8_000_000;
const maxSetValuesInAll = 1_000_000;

/** Takes what a flush made; never refuses, never waits. */
export interface PointWriter {
  push(points: readonly Point[]): void;
  pushEvents(events: readonly Event[]): void;
}

/** What the server works with. */
export interface StatsdServerOptions {
  readonly writer: PointWriter;
  /** Value of the tag `host` of the server's own metrics. */
  readonly host: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly selfMetrics: SelfMetrics;
}

/** A running StatsD server. */
export interface StatsdServer extends Service {
  /** Where the clients of the same process put their lines. */
  readonly sink: LineSink;
  /** The ports it got; undefined where it is not bound. */
  ports(): { readonly udp: number | undefined; readonly tcp: number | undefined };
  /** Resolves once no TCP client is left, or after so many milliseconds. */
  untilParted(milliseconds: number): Promise<void>;
}

/** Listeners → parser → series, of the present and of intervals that are over → flush → writer. */
export async function startStatsdServer(initial: Config, options: StatsdServerOptions): Promise<StatsdServer> {
  const { writer, host, clock, logger, selfMetrics } = options;
  let config = initial.statsd;

  const room = createSeriesRoom(() => config.max_series);
  const lateRoom = createSeriesRoom(() => config.max_series);
  const lateSeconds = createLateSeconds(clock);
  const aggregation = {
    percentiles: () => config.percentiles,
    timingRoom: createRoom(maxTimingValuesInAll),
    setRoom: createRoom(maxSetValuesInAll),
    onSampled: selfMetrics.counter('tidegauge.statsd.values.sampled').add,
    onSetOverflow: selfMetrics.counter('tidegauge.statsd.set.overflow').add,
  };
  const createTable = (of: SeriesRoom) => createSeriesTable({ room: of, now: clock.now, aggregation });
  const table = createTable(room);
  const maxLineBytes = () => config.max_line_bytes;
  const { ingest, takeEvents } = createIntake({
    table,
    late: () => cut.late,
    maxLineBytes,
    clock,
    logger,
    selfMetrics,
  });
  const sink: LineSink = lines => ingest('internal', lines, 0, lines.length);

  const listening = { portKey: 'statsd.port', clock, logger };
  const udp = createSwitchedBinding(
    { ...listening, name: 'StatsD over UDP', bind: address => listenUdp(address, ingest) },
    'statsd.udp',
  );
  const onRefused = selfMetrics.counter('tidegauge.statsd.connections.refused').add;
  const tcp = createSwitchedBinding(
    {
      ...listening,
      name: 'StatsD over TCP',
      bind: address => listenTcp(address, { maxLineBytes, ingest, hold: () => cut.late.relief(), onRefused }),
    },
    'statsd.tcp',
  );
  const listen = () =>
    Promise.all([udp.apply({ ...config, enabled: config.udp }), tcp.apply({ ...config, enabled: config.tcp })]);

  const statsd = createStatsdClient(createMemoryLink(sink), { host, service: 'statsd-server' });
  selfMetrics.gauge('tidegauge.statsd.series', () => room.series.taken + lateRoom.series.taken);
  selfMetrics.gauge('tidegauge.statsd.connections', () => tcp.current()?.connections() ?? 0);

  // Made before anyone can fill the table: whoever does must not hide that he did.
  selfMetrics.report(statsd);
  statsd.flush();

  function flush({ start, end }: Interval): void {
    const began = clock.now();
    selfMetrics.report(statsd);
    statsd.timing('tidegauge.flush.lateness', Math.max(0, began - end));
    statsd.flush();
    writer.push(flushSeries(table, start, began));
    cut.late.flush();
    writer.pushEvents(takeEvents());
    table.forgetIdle(began - config.idle_timeout);
    statsd.timing('tidegauge.flush.duration', clock.now() - began);
  }

  /** Cuts the time from now on into intervals of the length configured. */
  function startCut() {
    const length = config.flush_interval;
    const intervals = startIntervals({ clock, length }, flush);
    const { running } = intervals;
    const late = createLateTables({
      length,
      running,
      seconds: lateSeconds,
      room: lateRoom,
      createTable: () => createTable(lateRoom),
      push: writer.push,
    });
    return { late, stop: intervals.stop };
  }

  let cut = startCut();
  await listen();

  return {
    name: 'statsd-server',
    sink,
    ports: () => ({ udp: udp.current()?.port, tcp: tcp.current()?.port }),
    parts: () => [udp.part(), tcp.part()],
    async reconfigure(next) {
      const previous = config;
      config = next.statsd;
      await listen();
      if (previous.flush_interval === config.flush_interval) return;
      const old = cut;
      old.stop();
      cut = startCut();
      await old.late.finish();
    },
    untilParted: milliseconds => untilParted(() => tcp.current()?.connections() ?? 0, milliseconds),
    async stop() {
      await Promise.all([udp.close(), tcp.close()]);
      cut.stop();
      await cut.late.finish();
      await statsd.close();
    },
  };
}
