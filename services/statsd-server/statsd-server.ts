import { join } from 'node:path';
import type { Config } from '../shared/config/schema.ts';
import type { Event } from '../shared/event.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { Point } from '../shared/point.ts';
import type { RunningSource } from '../shared/running/running.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import { createStatsdClient } from '../shared/statsd-client/client.ts';
import { createSinkStream, type LineSink } from '../shared/statsd-client/sink-stream.ts';
import { createAggregator } from './aggregator.ts';
import { createIntake } from './ingest.ts';
import type { Journal } from './journal/journal.ts';
import { createKeptGauges } from './kept-gauges/kept-gauges.ts';
import { createListeners } from './listeners/listeners.ts';
import { createManagement } from './management/management.ts';
import type { BackendState } from './management/state.ts';
import { createOrigins } from './origin/origins.ts';
import { createOutputs } from './outputs/outputs.ts';
import { createRunningListener } from './running/running.ts';

/** Takes what a flush made; never refuses, never waits. */
export interface PointWriter {
  push(points: readonly Point[]): void;
  pushEvents(events: readonly Event[]): void;
  /** The flush is complete. */
  commit(): void;
}

/** What the server works with. */
export interface StatsdServerOptions {
  readonly writer: PointWriter;
  /** Takes the batches of collectors; its caller closes it. */
  readonly journal: Journal;
  /** Where it keeps what gauges are. */
  readonly directory: string;
  /** What it may tell about the writer. */
  readonly backends: () => readonly BackendState[];
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
  ports(): {
    readonly udp: number | undefined;
    readonly tcp: number | undefined;
    readonly management: number | undefined;
    readonly running: number | undefined;
  };
  /** The interval under way. */
  readonly running: RunningSource;
  /** Resolves once no client of a stream is left, or after so many milliseconds. */
  untilParted(milliseconds: number): Promise<void>;
}

/** Listeners, journal → parser → series, of the present and of intervals that are over → flush → writer and outputs. */
export async function startStatsdServer(initial: Config, options: StatsdServerOptions): Promise<StatsdServer> {
  const { writer, journal, directory, backends, host, clock, logger, selfMetrics } = options;
  let config = initial.statsd;
  const started = clock.now();
  // First of all: the others' series, which a report makes, must not count in it.
  selfMetrics.gauge('tidegauge.statsd.series', () => aggregator.size());

  const origins = createOrigins({ clock, logger });
  const outputs = await createOutputs(initial, { clock, logger, selfMetrics });
  const gauges = createKeptGauges({
    path: join(directory, 'gauges.log'),
    clock,
    logger,
    selfMetrics,
    maxGauges: () => config.max_series,
    timeout: () => config.gauge_timeout,
  });

  let began = started;
  const aggregator = createAggregator(config, {
    clock,
    selfMetrics,
    containerTags: origins.tagsOf,
    beforeCut({ end }) {
      began = clock.now();
      selfMetrics.report(statsd);
      statsd.timing('tidegauge.flush.lateness', Math.max(0, began - end));
      statsd.flush();
      writer.pushEvents(intake.takeEvents());
    },
    lateSecond: journal.lateSecond(),
    cutAll: journal.crowded,
    onCut: journal.cut,
    hand(points) {
      writer.push(points);
      outputs.points(points);
      gauges.points(points);
    },
    flushed() {
      journal.flushed(aggregator.lateSecond());
      writer.commit();
      outputs.flushed();
      gauges.flushed();
      statsd.timing('tidegauge.flush.duration', clock.now() - began);
    },
    onGaugeForgotten: gauges.forgotten,
  });
  const intake = createIntake({
    add: aggregator.add,
    addAgain: aggregator.addAgain,
    maxLineBytes: () => config.max_line_bytes,
    keepOrigin: () => config.origin === 'container',
    repeat: outputs,
    clock,
    logger,
    selfMetrics,
  });
  const { ingest } = intake;
  const sink: LineSink = lines => ingest('internal', lines, 0, lines.length);
  const statsd = createStatsdClient(createSinkStream(sink), { host, service: 'statsd-server' });

  const listeners = createListeners({
    config: () => config,
    ingest,
    taker: journal,
    hold: aggregator.relief,
    clock,
    logger,
    selfMetrics,
  });
  const management = createManagement({
    browser: aggregator.browser,
    state: { started, lastMessage: intake.lastMessage, badLines: intake.badLines, backends },
    config: () => config,
    clock,
    logger,
    selfMetrics,
  });

  const running = createRunningListener({ source: aggregator.running, config: () => config, clock, logger });

  // Made before anyone can fill the table: whoever does must not hide that he did.
  selfMetrics.report(statsd);
  statsd.flush();
  aggregator.restore(await gauges.load());
  await origins.apply(initial);
  for (const { lines, covered } of journal.leftovers()) {
    intake.again(lines, covered);
    await aggregator.relief();
  }
  journal.begin({ apply: sink, running: aggregator.underWay, hold: aggregator.relief });
  await Promise.all([listeners.apply(), management.apply(), running.apply()]);

  return {
    name: 'statsd-server',
    sink,
    ports: () => ({
      ...listeners.ports(),
      management: management.current()?.port,
      running: running.current()?.port,
    }),
    running: aggregator.running,
    parts: () => [
      ...listeners.parts(),
      journal.part(),
      management.part(),
      ...running.parts(),
      ...outputs.parts(),
      ...gauges.parts(),
      ...origins.parts(),
    ],
    async reconfigure(next) {
      config = next.statsd;
      await Promise.all([
        listeners.apply(),
        management.apply(),
        running.apply(),
        outputs.reconfigure(next),
        origins.apply(next),
      ]);
      await aggregator.reconfigure(config);
    },
    untilParted: listeners.untilParted,
    async stop() {
      await Promise.all([listeners.close(), management.close(), running.close()]);
      journal.stop();
      await aggregator.stop();
      await Promise.all([outputs.close(), gauges.close(), origins.close()]);
      await statsd.close();
    },
  };
}
