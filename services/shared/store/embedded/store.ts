import { join, resolve } from 'node:path';
import type { Clock } from '../../lifecycle/clock.ts';
import type { Logger } from '../../logging/logger.ts';
import { failure, messageOf, type Outcome, success } from '../../outcome.ts';
import type { MetricStore, WriteOutcome } from '../metric-store.ts';
import type { PerResolution } from '../resolution.ts';
import { describeMetrics, tagValues } from './browse.ts';
import { checkpoint, databaseSize } from './checkpoint.ts';
import { insertEvents, selectEvents } from './events.ts';
import { type Maintenance, startMaintenance } from './maintenance.ts';
import { openDatabase } from './open.ts';
import { queryPoints } from './query.ts';
import { createReopeningSession, type ReopeningSession } from './reopening.ts';
import type { WritableTimes } from './writable-times.ts';
import { writePoints } from './write.ts';

/** Where and how the embedded store keeps its points. */
export interface EmbeddedStoreOptions {
  /** Holds the file `metrics.duckdb`; made, for its owner only, when it is not there. */
  readonly directory: string;
  /** Bytes that DuckDB may use for its buffers. */
  readonly memoryLimit: number;
  /** For how many milliseconds points are kept at each resolution; tables go whole, so a little longer. */
  readonly keep: PerResolution<number>;
  /** Series held at most, 200 000 if left out; the ones silent longest make room for new ones. */
  readonly maxSeries?: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A store in this process. */
export interface EmbeddedStore extends MetricStore {
  /** Rolls up, expires and checkpoints what is due, as otherwise happens every minute. */
  maintain(): Promise<void>;
}

/** Each series takes some hundred bytes of memory for as long as it has points. */
const mostSeries = 200_000;

/** Opens the store, or tells why it cannot. */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Outcome<EmbeddedStore>> {
  const { directory, memoryLimit, maxSeries: capacity = mostSeries, keep, clock, logger } = options;
  const path = join(resolve(directory), 'metrics.duckdb');
  const open = () => openDatabase({ path, memoryLimit, capacity, clock, logger });
  const opened = await open();
  if (!opened.ok) return opened;
  const session = createReopeningSession(opened.value, open);
  const maintenance = startMaintenance({ session, path, keep, clock, logger });
  return success(createStore(session, maintenance, path, () => ({ now: clock.now(), keep })));
}

function createStore(
  session: ReopeningSession,
  maintenance: Maintenance,
  path: string,
  writable: () => WritableTimes,
): EmbeddedStore {
  return {
    async write(points) {
      if (points.length === 0) return success(0);
      const written = await attempt(() =>
        session.use(held => held.write(connection => writePoints(held, connection, points, writable()))),
      );
      return refusing(
        written,
        'the points are older than raw points are kept, more than an hour ahead, or of series too many',
      );
    },
    async writeEvents(events) {
      if (events.length === 0) return success(0);
      const written = await attempt(() =>
        session.use(held => held.write(connection => insertEvents(connection, events, writable()))),
      );
      return refusing(written, 'the events are older than any points are kept, or more than an hour ahead');
    },
    query: query => session.use(held => held.read(connection => queryPoints(held, connection, query))),
    events: (range, where, limit) =>
      session.use(held => held.read(connection => selectEvents(connection, range, where, limit))),
    metrics: where => session.use(async ({ catalogue }) => describeMetrics(catalogue, where ?? [])),
    tagValues: (tag, metric) => session.use(async ({ catalogue }) => tagValues(catalogue, tag, metric)),
    async health() {
      try {
        const series = await session.use(async ({ catalogue }) => catalogue.size);
        return success({ detail: `${series} series in ${path}`, bytes: await databaseSize(path) });
      } catch (error) {
        return failure(messageOf(error));
      }
    },
    maintain: maintenance.run,
    async close() {
      await maintenance.stop();
      // What fails here is in the log, from which the next opening takes it.
      await session.use(held => checkpoint(held, path, 1)).catch(() => {});
      await session.close();
    },
  };
}

/** A write that fails may go through later, when the disk has room or the file can be opened again. */
async function attempt(write: () => Promise<number>): Promise<WriteOutcome> {
  try {
    return success(await write());
  } catch (error) {
    return failure({ kind: 'retry', message: messageOf(error) });
  }
}

/** A write of which nothing was taken was refused, for `message`. */
function refusing(written: WriteOutcome, message: string): WriteOutcome {
  return written.ok && written.value === 0 ? failure({ kind: 'refused', message }) : written;
}
