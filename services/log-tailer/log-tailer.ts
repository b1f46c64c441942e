import type { Config } from '../shared/config/schema.ts';
import type { Engine } from '../shared/engine/engine.ts';
import type { Clock } from '../shared/lifecycle/clock.ts';
import { startSampling } from '../shared/lifecycle/sampling.ts';
import type { Service } from '../shared/lifecycle/service.ts';
import type { Logger } from '../shared/logging/logger.ts';
import type { SelfMetrics } from '../shared/self-metrics.ts';
import type { StatsdClient } from '../shared/statsd-client/client.ts';
import type { LineLimits } from './lines/line-sink.ts';
import { loadPositions } from './positions.ts';
import { compileRules } from './rules/compile.ts';
import { createContainerWatch } from './sources/container-watch.ts';
import { createFollowers } from './sources/followers.ts';
import { createHostFiles } from './sources/host-files.ts';
import { createLogMetrics } from './sources/log-metrics.ts';
import { createSlots } from './sources/slots.ts';
import { registerTailerMetrics } from './tailer-metrics.ts';

/** What the log-tailer works with. `statsd` stays the caller's to close. */
export interface LogTailerOptions {
  readonly statsd: StatsdClient;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The data directory: positions are kept there. */
  readonly directory: string;
  /** Instead of the one that the configuration names. */
  readonly engine?: Engine;
}

/** How often metrics are said and positions saved, milliseconds: what a crash makes be read twice. */
const reportInterval = 1000;
/** How often new files are looked for, milliseconds. */
const scanInterval = 2000;
/** How long what is there may still be read at the end, milliseconds. */
const stopTime = 2000;
/** Memory for lines that have begun but not ended, bytes; a file needs none, it holds them itself. */
const roomForPartials = 67_108_864;

/** Files of the host and logs of containers → lines → formats and rules → StatsD; positions are kept on disk. */
export async function startLogTailer(config: Config, options: LogTailerOptions): Promise<Service> {
  const { statsd, selfMetrics, clock, logger, directory } = options;
  let { logs } = config;
  const counters = registerTailerMetrics(selfMetrics, {
    behind: () => followers.behind(),
    sources: kind => (kind === 'file' ? hostFiles.count() : containers.count(kind)),
  });
  const limits: { -readonly [Key in keyof LineLimits]: LineLimits[Key] } = {
    maxLine: logs.max_line,
    room: { left: roomForPartials },
    onTruncated: () => counters.truncated.add(),
  };
  const positions = loadPositions({ directory, clock, logger });
  /** Of the rules in use, as the configuration has them. */
  let rulesInUse = JSON.stringify(logs.rules);
  const switches = { writtenMetrics: logs.written_metrics };
  const metrics = createLogMetrics({ statsd, rules: rulesOf(config, logger) ?? [], switches, lines: counters.lines });
  const followers = createFollowers({ clock, logger, positions, counters });
  const slots = createSlots(logs.max_files, counters.skipped);
  const knownSince = positions.savedAt ?? clock.now();
  // A log that came to be while nobody looked is new; one that was there before and yet isn't known was not wanted then.
  const startAt = (born: number) => (born >= knownSince ? 'beginning' : logs.start_at);

  const shared = { followers, metrics, slots, limits, startAt, logger };
  const hostFiles = createHostFiles({ ...shared, logs });
  const containers = createContainerWatch({ ...shared, counters, positions, clock }, options.engine);

  /** What has been said is what has been read: both are taken at the same moment. */
  const keep = () => {
    metrics.report();
    statsd.flush();
    followers.keep();
    containers.keep();
  };
  const stopScanning = startSampling({ clock, interval: scanInterval }, async () => hostFiles.scan());
  const stopReporting = startSampling({ clock, interval: reportInterval }, async () => {
    containers.retry();
    keep();
    // Not waited for: a slow disk must not hold up the metrics.
    void positions.save();
  });
  await containers.reconfigure(config);

  return {
    name: 'log-tailer',
    parts: () => [hostFiles.part(), containers.part()],
    async reconfigure(next) {
      logs = next.logs;
      limits.maxLine = logs.max_line;
      switches.writtenMetrics = logs.written_metrics;
      slots.setMost(logs.max_files);
      const wanted = JSON.stringify(logs.rules);
      const rules = wanted === rulesInUse ? undefined : rulesOf(next, logger);
      if (rules) {
        // Only then: with new rules the bounds on tags' values begin anew.
        metrics.useRules(rules);
        rulesInUse = wanted;
      }
      hostFiles.reconfigure(logs);
      await containers.reconfigure(next);
    },
    async stop() {
      await stopScanning();
      await stopReporting();
      await containers.stopWatching();
      await followers.stop(clock.now() + stopTime);
      containers.release();
      keep();
      await positions.close();
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
