import { startContainerCollector } from '../container-collector/container-collector.ts';
import { startHostCollector } from '../host-collector/host-collector.ts';
import { openTailerLink, startLogTailer } from '../log-tailer/log-tailer.ts';
import { dataDirectory } from '../shared/config/paths.ts';
import type { Config } from '../shared/config/schema.ts';
import { createMemoryLink } from '../shared/delivery/memory-link.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import { type Outcome, success } from '../shared/outcome.ts';
import { registerProcessMetrics } from '../shared/process-metrics.ts';
import type { ProgramSurroundings, Running } from '../shared/program/program.ts';
import { startReporting } from '../shared/program/reporting.ts';
import { startStoringServer } from '../statsd-server/storing-server.ts';
import { startWeb } from '../web/web.ts';
import { createDirectKit, linkOptionsOf } from './direct-kit.ts';

/** Collectors → StatsD server → outbox → store → web, all in one process; or why it cannot run at all. */
export async function startStandalone(config: Config, surroundings: ProgramSurroundings): Promise<Outcome<Running>> {
  const { clock, logger, configuration } = surroundings;
  let current = config;
  const opened = await startStoringServer(config, surroundings);
  if (!opened.ok) return opened;
  const server = opened.value;

  const common = { ...surroundings, config: () => current, taker: server.taker };
  const tailerOptions = linkOptionsOf('log-tailer', common);
  const spool = await openTailerLink({ ...tailerOptions, directory: dataDirectory(config) });
  if (!spool.ok) {
    await server.stop();
    return spool;
  }
  const kitOf = (name: string, options = linkOptionsOf(name, common)) =>
    createDirectKit(createMemoryLink(options), options, common);
  const kits = {
    host: kitOf('host-collector'),
    containers: kitOf('container-collector'),
    logs: createDirectKit(spool.value, tailerOptions, common),
    process: kitOf('standalone'),
  };
  registerProcessMetrics(kits.process.selfMetrics);
  const collectors = await Promise.all([
    startHostCollector(config, kits.host),
    startContainerCollector(config, kits.containers),
    startLogTailer(config, kits.logs),
  ]);
  const [, , logTailer] = collectors;
  const services: Service[] = [...collectors, server];
  const health = () => services.flatMap(service => service.parts());
  const web = await startWeb(config, {
    store: server.store,
    running: server.running,
    logs: logTailer.inspector,
    health: () => [configuration(), ...health()],
    clock,
    logger: logger.named('web'),
  });
  services.push(web);
  const reporting = startReporting(clock, config.statsd.flush_interval, () => {
    for (const kit of Object.values(kits)) kit.report();
  });

  return success({
    settled: server.settled,
    address: web.address,
    // The health of the API asks the store itself.
    parts: () => [...health(), server.storePart()],
    async reconfigure(next) {
      current = next;
      for (const service of services) await service.reconfigure(next);
      await reporting.every(next.statsd.flush_interval);
    },
    async stop() {
      await reporting.stop();
      await Promise.all([web, ...collectors].map(service => service.stop()));
      await Promise.all(Object.values(kits).map(kit => kit.close()));
      await server.stop();
    },
  });
}
