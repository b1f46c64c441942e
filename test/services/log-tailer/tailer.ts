import assert from 'node:assert/strict';
import { finished } from 'node:stream/promises';
import type { TestContext } from 'node:test';
import { openTailerLink, startLogTailer } from '../../../services/log-tailer/log-tailer.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import type { Engine } from '../../../services/shared/engine/engine.ts';
import type { Clock } from '../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

/** What a test may say of a log-tailer. */
export interface TailerOptions {
  readonly clock: Clock;
  /** For positions and the spool: written to until the tailer has stopped. */
  readonly directory: string;
  /** The section `logs` of the configuration. */
  readonly logs: object;
  readonly engine?: Engine;
}

/** A configuration with that section `logs`; without the journal of the machine that the test runs on. */
export const configOf = (logs: object) => configSchema.parse({ logs: { journal: [], ...logs } });

/** Starts a log-tailer whose metrics are recorded, and summed up over its life. It is stopped after the test, if not before. */
export async function startTailer(context: TestContext, { clock, directory, logs, engine }: TailerOptions) {
  const statsd = createRecordingClient();
  const selfMetrics = createSelfMetrics();
  const logger = createKeepingLogger();
  const link = await openTailerLink({
    ...{ name: 'log-tailer', directory, clock, logger, selfMetrics },
    maxQueuedBytes: () => 16_000_000,
  });
  assert.ok(link.ok);
  const { stream, close } = link.value;
  const service = await startLogTailer(configOf(logs), {
    statsd,
    selfMetrics,
    clock,
    logger,
    link: link.value,
    ...(engine ? { engine } : {}),
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= service.stop().then(async () => {
      stream.end();
      await finished(stream);
      await close();
    });
    return stopped;
  };
  context.after(stop);
  return {
    service,
    logger,
    stop,
    /** What was counted so far, by metric and tags, of the metrics whose name begins so: `log.lines{file:/a.log}` → 3. */
    totals(prefix: string): Record<string, number> {
      const sums: Record<string, number> = {};
      for (const line of statsd.lines) {
        const [key = '', value, type] = line.split(' ');
        if (key.startsWith(prefix) && type === 'c') sums[key] = (sums[key] ?? 0) + Number(value);
      }
      return sums;
    },
    /** What it tells of itself, since the last call. */
    selfMetrics(): Record<string, number> {
      const recorded = createRecordingClient();
      selfMetrics.report(recorded);
      return Object.fromEntries(recorded.lines.map(line => [line.split(' ')[0], Number(line.split(' ')[1])]));
    },
  };
}
