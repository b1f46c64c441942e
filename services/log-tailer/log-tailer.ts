import { join } from 'node:path';
import type { Config } from '../shared/config/schema.ts';
import { openSpooledLink, type SpooledLink, type SpooledLinkOptions } from '../shared/delivery/spooled-link.ts';
import type { Engine } from '../shared/engine/engine.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { startSampling } from '../shared/lifecycle/sampling.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { LogInspector } from '../shared/logs/log-inspector.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import type { StatsdClient } from '../shared/statsd-client/client.ts';
import { createPoller } from './files/poller.ts';
import { formatOverrides } from './formats/overrides.ts';
import { createGate } from './gate.ts';
import { startInspection } from './inspection/inspection.ts';
import type { LineLimits } from './lines/line-sink.ts';
import { createLineKeeper } from './metrics/kept-lines.ts';
import { createLogMetrics } from './metrics/log-metrics.ts';
import { createPositions } from './positions.ts';
import { compileRules } from './rules/compile.ts';
import { isAskedFor } from './sources/container-entries.ts';
import { createContainerWatch } from './sources/container-watch.ts';
import { createFollowers } from './sources/followers.ts';
import { createHostFiles } from './sources/host-files.ts';
import { createJournal } from './sources/journal.ts';
import { registerJournalMetrics } from './sources/journal-metrics.ts';
import { createSlots } from './sources/slots.ts';
import { createStartPolicy } from './start-at.ts';
import { switchesOf } from './switches.ts';
import { registerTailerMetrics } from './tailer-metrics.ts';

/** What the log-tailer works with. `statsd` stays the caller's to close. */
export interface LogTailerOptions {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What is said goes there, and how far logs were read by then. */
  readonly link: Pick<SpooledLink, 'recovered' | 'keepState' | 'commit' | 'congestion'>;
  /** Instead of the one that the configuration names. */
  readonly engine?: Engine;
}

/** Its link, with a spool in the data directory. */
export const openTailerLink = ({ directory, ...options }: SpooledLinkOptions) =>
  openSpooledLink({ ...options, directory: join(directory, 'log-tailer') });

/** A running log-tailer. */
export interface LogTailer extends Service {
  /** Tells how its logs are read. */
  readonly inspector: LogInspector;
}

/** How often metrics are said, together with how far logs were read, milliseconds. */
const reportInterval = 500;
/** How often new files are looked for, milliseconds. */
const scanInterval = 2000;
/** How long what is there may still be read at the end, milliseconds. */
const stopTime = 2000;
/** Memory for lines that have begun but not ended, bytes; a file needs none, it holds them itself. */
const roomForPartials = 67_108_864;

/** Files of the host and logs of containers → lines → formats and rules → StatsD, batch by batch, each with the positions behind it. */
export async function startLogTailer(config: Config, options: LogTailerOptions): Promise<LogTailer> {
  const { statsd, selfMetrics, clock, logger, link } = options;
  let { logs } = config;
  const counters = registerTailerMetrics(selfMetrics, {
    behind: () => followers.behind(),
    sources: kind =>
      kind === 'file' ? hostFiles.count() : kind === 'journal' ? journal.count() : containers.count(kind),
  });
  const limits: { -readonly [Key in keyof LineLimits]: LineLimits[Key] } = {
    maxLine: logs.max_line,
    room: { left: roomForPartials },
    onTruncated: () => counters.truncated.add(),
  };
  const positions = createPositions({ recovered: link.recovered, clock, logger });
  /** Of the rules in use, as the configuration has them. */
  let rulesInUse = JSON.stringify(logs.rules);
  const switches = switchesOf(logs);
  const keeper = createLineKeeper(clock.now, logs.keep_error_lines);
  const metrics = createLogMetrics({
    statsd,
    rules: rulesOf(config, logger) ?? [],
    switches,
    lines: counters.lines,
    formatOf: formatOverrides(config),
    keeper,
    clock,
    positions,
  });
  const gate = createGate({ congestion: link.congestion, clock, logger });
  const followers = createFollowers({ clock, logger, positions, counters, gate });
  const slots = createSlots(logs.max_files, counters.skipped);
  const startAt = createStartPolicy(positions, clock, () => logs.start_at);

  const shared = { followers, metrics, slots, limits, logger };
  const hostFiles = createHostFiles({ ...shared, logs, startAt: startAt.files, startRotatedAt: startAt.rotated });
  const scan = async () => {
    const began = clock.now();
    if (await hostFiles.scan()) positions.keepSeen('files', began);
  };
  const containers = createContainerWatch(
    { ...shared, startAt: startAt.containers, counters, positions, clock, gate },
    options.engine,
  );
  /** Whether the engine has had its moment to answer: whose the entries of containers are can't be told before. */
  let isSettled = false;
  const engineState = {
    get wanted() {
      return containers.wanted();
    },
    get reached() {
      return positions.seen('engine') !== undefined || containers.part().state === 'ok';
    },
    knows: containers.knows,
  };
  const journal = createJournal({
    ...{ logs, metrics, positions, limits, startAt: startAt.containers, clock, logger },
    counters: registerJournalMetrics(selfMetrics, () => journal.behind()),
    poller: createPoller(clock, () => isSettled && gate.isOpen()),
    isReadElsewhere: entry => isAskedFor(entry, engineState),
  });

  /** What has been said is what has been read: both are taken at the same moment. */
  const keep = () => {
    metrics.report();
    statsd.flush();
    followers.keep();
    containers.keep();
    journal.keep();
    metrics.keep();
    const isAnswered = containers.part().state === 'ok';
    if (isAnswered) positions.keepSeen('engine', clock.now());
    if (isAnswered || (isSettled && !containers.wanted())) positions.keepSeen('containers', clock.now());
    link.commit();
  };
  link.keepState(positions, keep);
  const stopScanning = startSampling({ clock, interval: scanInterval }, scan);
  const stopReporting = startSampling({ clock, interval: reportInterval }, async () => {
    containers.retry();
    keep();
  });
  await containers.reconfigure(config);
  isSettled = true;
  const inspection = await startInspection(config, { metrics, keeper, unfit: () => hostFiles.unfit(), clock, logger });

  return {
    name: 'log-tailer',
    inspector: inspection.inspector,
    parts: () => [hostFiles.part(), containers.part(), journal.part(), ...gate.parts(), ...inspection.parts()],
    async reconfigure(next) {
      logs = next.logs;
      limits.maxLine = logs.max_line;
      Object.assign(switches, switchesOf(logs));
      slots.setMost(logs.max_files);
      const wanted = JSON.stringify(logs.rules);
      const rules = wanted === rulesInUse ? undefined : rulesOf(next, logger);
      if (rules) {
        metrics.useRules(rules);
        rulesInUse = wanted;
      }
      metrics.useFormats(formatOverrides(next));
      await inspection.reconfigure(next);
      await hostFiles.reconfigure(logs);
      journal.reconfigure(logs);
      await containers.reconfigure(next);
    },
    async stop() {
      await inspection.stop();
      await stopScanning();
      await stopReporting();
      await containers.stopWatching();
      await scan(); // what came to be since the last one
      await Promise.all([followers.stop(clock.now() + stopTime), journal.stop(clock.now() + stopTime)]);
      containers.release();
      gate.close();
      keep();
      journal.release();
    },
  };
}

/** The rules of a configuration; undefined, with a word about each, when one of them is not valid. */
function rulesOf(config: Config, logger: Logger) {
  const rules = compileRules(config.logs.rules);
  if (rules.ok) return rules.value;
  for (const reason of rules.reason) logger.error(reason);
  return undefined;
}
