import { join } from 'node:path';
import { dataDirectory, hostTag } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import { type Outcome, success } from '../shared/outcome.ts';
import type { Part } from '../shared/part.ts';
import type { Surroundings } from '../shared/program/program.ts';
import { createSelfMetrics, type SelfMetrics } from '../shared/self-metrics.ts';
import type { LineSink } from '../shared/statsd-client/memory-link.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';
import { openStore } from '../shared/store/open.ts';
import { openOutbox } from '../shared/store/outbox/outbox.ts';
import { watchStore } from '../shared/store/store-watch.ts';
import { lockDirectory } from './directory-lock.ts';
import { watchWrites } from './management/watch-writes.ts';
import { startStatsdServer } from './statsd-server.ts';

/** How long what is in the outbox may take to reach the store when everything stops, in milliseconds. */
const drainTime = 10_000;

/** A StatsD server with the store that it writes to. */
export interface StoringServer extends Service {
  readonly store: MetricStore;
  /** Where the clients of the same process put their lines. */
  readonly sink: LineSink;
  readonly selfMetrics: SelfMetrics;
  /** How the store was when it was last asked. */
  storePart(): Part;
  /** Resolves when the store was asked for the first time. */
  readonly settled: Promise<void>;
  /** Resolves once no TCP client is left, or after so many milliseconds. */
  untilParted(milliseconds: number): Promise<void>;
}

/** StatsD server → outbox → store; or why the store cannot be opened. */
export async function startStoringServer(
  config: Config,
  { clock, logger }: Surroundings,
): Promise<Outcome<StoringServer>> {
  const storeLogger = logger.named('store');
  const directory = dataDirectory(config);
  const opened = await openStore({ config, directory, clock, logger: storeLogger });
  if (!opened.ok) return opened;
  const store = opened.value;
  // After the store: that of one file has a lock of its own, and names the process that holds it.
  const locked = await lockDirectory(directory, logger.named('statsd-server'));
  if (!locked.ok) {
    await store.close();
    return locked;
  }
  const selfMetrics = createSelfMetrics();
  const writes = watchWrites(config.store.type, store, clock);
  const outbox = await openOutbox({
    directory: join(directory, 'outbox'),
    store: writes.store,
    maxSize: config.store.outbox.max_size,
    maxAge: config.store.outbox.max_age,
    clock,
    logger: storeLogger,
    selfMetrics,
  });
  const watch = watchStore({ store, clock, meanwhile: 'points wait in the outbox until it answers' });
  selfMetrics.gauge('tidegauge.store.size', watch.bytes);
  const server = await startStatsdServer(config, {
    writer: outbox,
    directory,
    backends: () => [writes.state()],
    host: hostTag(config),
    clock,
    logger: logger.named('statsd-server'),
    selfMetrics,
  });
  return success({
    name: server.name,
    store,
    sink: server.sink,
    selfMetrics,
    storePart: watch.part,
    settled: watch.settled,
    untilParted: server.untilParted,
    parts: () => [...server.parts(), outbox.status()],
    reconfigure: server.reconfigure,
    async stop() {
      watch.stop();
      await server.stop();
      await outbox.drain(drainTime);
      await locked.value();
      await store.close();
    },
  });
}
