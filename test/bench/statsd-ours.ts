// Our StatsD server alone, on a port of its own, with a writer that only adds up: prints {"port"} first, and at SIGTERM {"counted"}.
import { configSchema } from '../../services/shared/config/schema.ts';
import { systemClock } from '../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../services/shared/logging/logger.ts';
import { createSelfMetrics } from '../../services/shared/self-metrics.ts';
import { startStatsdServer } from '../../services/statsd-server/statsd-server.ts';

const config = configSchema.parse({ statsd: { port: 0, tcp: false } });
let counted = 0;
const server = await startStatsdServer(config, {
  writer: {
    push(points) {
      for (const { metric, fields } of points) if (metric.startsWith('bench.')) counted += fields.value ?? 0;
    },
    pushEvents() {},
  },
  host: 'bench',
  clock: systemClock,
  logger: createLogger('error'),
  selfMetrics: createSelfMetrics(),
});
process.stdout.write(`${JSON.stringify({ port: server.ports().udp })}\n`);
process.on('SIGTERM', async () => {
  await server.stop();
  process.stdout.write(`${JSON.stringify({ counted })}\n`, () => process.exit(0));
});
