import { join } from 'node:path';
import { dataDirectory, hostTag } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import type { BatchTaker } from '../shared/delivery/batch.ts';
import { lockDirectory } from '../shared/files/directory-lock.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import { type Outcome, success } from '../shared/outcome.ts';
import type { Part } from '../shared/part.ts';
import type { Surroundings } from '../shared/program/program.ts';
import type { RunningSource } from '../shared/running/running.ts';
import { createSelfMetrics, type SelfMetrics } from '../shared/self-metrics.ts';
import type { MetricStore } from '../shared/store/metric-store.ts';
import { openStore } from '../shared/store/open.ts';
import { keptEntries } from '../shared/store/outbox/leftovers.ts';
import { openOutbox } from '../shared/store/outbox/outbox.ts';
import { watchStore } from '../shared/store/store-watch.ts';
import { openJournal } from './journal/journal.ts';
import { watchWrites } from './management/watch-writes.ts';
import { startStatsdServer } from './statsd-server.ts';

/** How long what is in the outbox may take to reach the store when everything stops, in milliseconds. */
const drainTime = 10_000;

/** A StatsD server with the store that it writes to. */
export interface StoringServer extends Service {
  readonly store: MetricStore;
  /** What takes the batches of collectors in the same process. */
  readonly taker: BatchTaker;
  readonly selfMetrics: SelfMetrics;
  /** The interval under way. */
  readonly running: RunningSource;
  /** How the store was when it was last asked. */
  storePart(): Part;
  /** Resolves when the store was asked for the first time. */
  readonly settled: Promise<void>;
  /** Resolves once no TCP client is left, or after so many milliseconds. */
  untilParted(milliseconds: number): Promise<void>;
}

/** Journal → StatsD server → outbox → store; or why the store cannot be opened. */
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
  const serverLogger = logger.named('statsd-server');
  const locked = await lockDirectory(directory, 'statsd-server', serverLogger);
  if (!locked.ok) {
    await store.close();
    return locked;
  }
  const outboxDirectory = join(directory, 'outbox');
  const kept = await keptEntries(outboxDirectory);
  const journalDirectory = join(directory, 'journal');
  const journal = kept.ok
    ? await openJournal({ directory: journalDirectory, kept: kept.value, clock, logger: serverLogger })
    : kept;
  if (!journal.ok) {
    await locked.value();
    await store.close();
    return journal;
  }
  const selfMetrics = createSelfMetrics();
  const writes = watchWrites(config.store.type, store, clock);
  const outbox = await openOutbox({
    directory: outboxDirectory,
    witness: journal.value.witness,
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
    journal: journal.value,
    directory,
    backends: () => [writes.state()],
    host: hostTag(config),
    clock,
    logger: serverLogger,
    selfMetrics,
  });
  return success({
    name: server.name,
    store,
    taker: journal.value,
    selfMetrics,
    running: server.running,
    storePart: watch.part,
    settled: watch.settled,
    untilParted: server.untilParted,
    parts: () => [...server.parts(), outbox.status()],
    reconfigure: server.reconfigure,
    async stop() {
      watch.stop();
      await server.stop();
      await outbox.drain(drainTime);
      await journal.value.close();
      await locked.value();
      await store.close();
    },
  });
}
