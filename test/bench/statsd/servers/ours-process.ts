// Our StatsD server alone, with a writer that only adds up: node ours-process.ts '{…keys of statsd…}' DIRECTORY [outbox]
// Prints an OursStarted; answers the line `report` on its standard input with an OursReport, and `finish` with another
// when it has stopped.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../../../services/shared/logging/logger.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { openJournal } from '../../../../services/statsd-server/journal/journal.ts';
import { startStatsdServer } from '../../../../services/statsd-server/statsd-server.ts';
import { createCountingWriter } from './counting-writer.ts';
import { watchFlushes } from './flush-watch.ts';
import type { OursReport, OursStarted } from './ours.ts';

const [keys = '{}', directory = '', kept] = process.argv.slice(2);
const config = configSchema.parse({ statsd: { port: 0, management: { enabled: false }, ...JSON.parse(keys) } });
const flushes = watchFlushes(config.statsd.flush_interval);
const writer = await createCountingWriter(kept === 'outbox' ? join(directory, 'outbox') : undefined, flushes.flushed);
const logger = createLogger('error');
const opened = await openJournal({
  ...{ clock: systemClock, logger, kept: new Set<number>() },
  directory: join(directory, 'journal'),
});
if (!opened.ok) throw new Error(opened.reason);
const server = await startStatsdServer(config, {
  journal: opened.value,
  writer,
  directory,
  backends: () => [],
  host: 'bench',
  clock: systemClock,
  logger,
  selfMetrics: createSelfMetrics(),
});

const print = (answer: OursStarted | OursReport) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const report = () => print({ counted: writer.counted(), ...flushes.last() });
const { udp = 0, tcp = 0 } = server.ports();
print({ udp, tcp });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'report') report();
  else break;
}
await server.stop();
await writer.end();
report();
process.exit(0);
