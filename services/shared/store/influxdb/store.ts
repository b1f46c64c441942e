import type { Logger } from '../../logging/logger.ts';
import type { MetricStore } from '../metric-store.ts';
import { readMetrics, readTagValues } from './catalogue.ts';
import type { Connection } from './connection.ts';
import { readEvents } from './events.ts';
import { readHealth } from './health.ts';
import { eventLine, pointLine } from './line-protocol.ts';
import { createLineWriter } from './line-writer.ts';
import { createReader } from './reader.ts';
import { readSeries } from './series.ts';

/** What an InfluxDB store needs. */
export interface InfluxdbStoreOptions extends Connection {
  readonly logger: Logger;
}

/**
 * InfluxDB 2 as a store: points in Telegraf's StatsD schema by the official client, answers by InfluxQL. Opening
 * connects to nothing: a server that is not there yet is a write to try again. The caller retries, nothing in here does.
 */
export function openInfluxdbStore({ logger, ...connection }: InfluxdbStoreOptions): MetricStore {
  const ask = createReader(connection);
  const writeLines = createLineWriter(connection, logger);
  const underWay = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    underWay.add(work);
    const done = () => void underWay.delete(work);
    work.then(done, done);
    return work;
  };
  return {
    write: points => track(writeLines({ items: points, lineOf: pointLine, precision: 'ms' })),
    writeEvents: events => track(writeLines({ items: events, lineOf: eventLine, precision: 'ns' })),
    query: query => track(readSeries(ask, query)),
    events: (range, where, limit) => track(readEvents(ask, range, where, limit)),
    metrics: (where = []) => track(readMetrics(ask, where)),
    tagValues: (tag, metric) => track(readTagValues(ask, tag, metric)),
    health: () => track(readHealth(connection, ask)),
    async close() {
      await Promise.allSettled(underWay);
    },
  };
}
