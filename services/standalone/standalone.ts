import { startContainerCollector } from '../container-collector/container-collector.ts';
import { startHostCollector } from '../host-collector/host-collector.ts';
import { startLogTailer } from '../log-tailer/log-tailer.ts';
import { dataDirectory, hostTag } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { startSampling } from '../shared/lifecycle/sampling.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { failure, type Outcome, success } from '../shared/outcome.ts';
import type { Part } from '../shared/part.ts';
import { registerProcessMetrics } from '../shared/process-metrics.ts';
import { createSelfMetrics } from '../shared/self-metrics.ts';
import { readToken } from '../shared/store/influxdb/token.ts';
import { openStore } from '../shared/store/open.ts';
import { createQueuedWriter } from '../shared/store/queued-writer.ts';
import { startStatsdServer } from '../statsd-server/statsd-server.ts';
import { startWeb } from '../web/web.ts';
import { createServiceKit } from './service-kit.ts';
import { createSizeWatch, describeStore } from './store-watch.ts';

/** How long what is queued may take to reach the store when everything stops, in milliseconds. */
const drainTime = 10_000;

/** What the process works with. */
export interface StandaloneOptions {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Every service in one process. */
export interface Standalone extends Omit<Service, 'name'> {
  /** Where the pages are; undefined while there are none. */
  address(): string | undefined;
  /** The state of the store, asked of it. */
  storePart(): Promise<Part>;
}

/** Whether {@link startStandalone} can be expected to work, as far as that shows without starting anything. */
export async function checkStandalone(config: Config): Promise<Outcome<void>> {
  if (config.store.type !== 'influxdb') return success(undefined);
  const token = await readToken(config.store.influxdb);
  return token.ok ? success(undefined) : token;
}

/** Collectors → StatsD server → queue → store → web, all in one process; or why it cannot run at all. */
export async function startStandalone(
  config: Config,
  { clock, logger }: StandaloneOptions,
): Promise<Outcome<Standalone>> {
  const directory = dataDirectory(config);
  const opened = await openStore({ config, directory, clock, logger: logger.named('store') });
  if (!opened.ok) return failure(opened.reason);
  const store = opened.value;

  const serverMetrics = createSelfMetrics();
  const writer = createQueuedWriter({
    store,
    maxPoints: config.store.max_queued_points,
    clock,
    logger: logger.named('store'),
    selfMetrics: serverMetrics,
  });
  const host = hostTag(config);
  const server = await startStatsdServer(config, {
    writer,
    host,
    clock,
    logger: logger.named('statsd-server'),
    selfMetrics: serverMetrics,
  });

  const kitOf = (name: string) => createServiceKit(name, { host, sink: server.sink, clock, logger });
  const kits = {
    host: kitOf('host-collector'),
    containers: kitOf('container-collector'),
    logs: kitOf('log-tailer'),
    process: kitOf('standalone'),
  };
  registerProcessMetrics(kits.process.selfMetrics);
  const collectors = await Promise.all([
    startHostCollector(config, kits.host),
    startContainerCollector(config, kits.containers),
    startLogTailer(config, { ...kits.logs, directory }),
  ]);
  const services: Service[] = [...collectors, server];
  const parts = (): readonly Part[] => [...services.flatMap(service => service.parts()), writer.status()];
  const web = await startWeb(config, { store, health: parts, clock, logger: logger.named('web') });
  services.push(web);
  const lookAtStore = createSizeWatch(store, kits.process.selfMetrics);
  const reportEvery = (interval: number) =>
    startSampling({ clock, interval }, async () => {
      void lookAtStore();
      for (const kit of Object.values(kits)) kit.report();
    });
  let stopReporting = reportEvery(config.statsd.flush_interval);

  return success({
    parts,
    address: web.address,
    storePart: () => describeStore(store),
    async reconfigure(next) {
      for (const service of services) await service.reconfigure(next);
      await stopReporting();
      stopReporting = reportEvery(next.statsd.flush_interval);
    },
    async stop() {
      await stopReporting();
      await Promise.all([web, ...collectors].map(service => service.stop()));
      await Promise.all(Object.values(kits).map(kit => kit.close()));
      await server.stop();
      await writer.drain(drainTime);
      await store.close();
    },
  });
}
