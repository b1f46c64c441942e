import type { Clock } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import type { MetricStore, StoreAccess } from '../metric-store.ts';
import type { PerResolution } from '../resolution.ts';
import { readMetrics, readTagValues } from './catalogue.ts';
import type { Connection } from './connection.ts';
import { readEvents } from './events.ts';
import { readHealth } from './health.ts';
import { eventLine, pointLine } from './line-protocol.ts';
import { createLineWriter } from './line-writer.ts';
import { createReader } from './reader.ts';
import { type RollUp, startRollUp } from './roll-up/roll-up.ts';
import { readSeries } from './series.ts';
import { createRawSource, createResolvedSource } from './source.ts';

/** What an InfluxDB store needs. */
export interface InfluxdbStoreOptions extends Connection {
  /** `write` if left out: only that rolls up. */
  readonly access?: StoreAccess;
  /** For three resolutions: for how many milliseconds each is kept. */
  readonly rollUp?: { readonly keep: PerResolution<number>; readonly clock: Clock };
  readonly logger: Logger;
}

/** A store in InfluxDB. */
export interface InfluxdbStore extends MetricStore {
  /** Rolls up what is due, as otherwise happens every ten seconds. */
  maintain(): Promise<void>;
}

/**
 * InfluxDB 2 as a store: points in Telegraf's StatsD schema by the official client, answers by InfluxQL. Opening
 * connects to nothing: a server that is not there yet is a write to try again. The caller retries, nothing in here does.
 */
export function openInfluxdbStore(options: InfluxdbStoreOptions): InfluxdbStore {
  const { logger, access = 'write', rollUp: resolved, ...connection } = options;
  const rollUp: RollUp | undefined =
    resolved && access === 'write' ? startRollUp({ connection, ...resolved, logger }) : undefined;
  const source = resolved
    ? createResolvedSource({ connection, ...resolved, rolled: rollUp?.rolled })
    : createRawSource(connection);
  const askEvents = createReader(source.events);
  const writeLines = createLineWriter(connection, logger);
  const writeEventLines = createLineWriter(source.events, logger);
  const underWay = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    underWay.add(work);
    const done = () => void underWay.delete(work);
    work.then(done, done);
    return work;
  };
  return {
    write(points) {
      const write = () => writeLines({ items: points, lineOf: pointLine, precision: 'ms' });
      return track(rollUp ? rollUp.around(points, write) : write());
    },
    writeEvents: events => track(writeEventLines({ items: events, lineOf: eventLine, precision: 'ns' })),
    query: query => track(source.reach().then(reach => readSeries(source.ask, reach, query))),
    events: (range, where, limit) => track(readEvents(askEvents, range, where, limit)),
    metrics: (where = []) => track(readMetrics(source.current, where)),
    tagValues: (tag, metric) => track(readTagValues(source.places, tag, metric)),
    health: () => track(readHealth(source.connections, access)),
    maintain: async () => rollUp?.run(),
    async close() {
      await Promise.allSettled(underWay);
      await rollUp?.stop();
    },
  };
}
