import { success } from '../shared/outcome.ts';
import { registerProcessMetrics } from '../shared/process-metrics.ts';
import { storeFoundations } from '../shared/program/program.ts';
import { runProgram } from '../shared/program/run.ts';
import { startStoringServer } from './storing-server.ts';

/** A collector that stops together with this server reads to the end of its sources, and tries for five seconds to hand on what it holds. */
const farewell = 8000;

await runProgram({
  command: 'node services/statsd-server/main.ts',
  summary: "Tidegauge's StatsD server: aggregates what it is told, and writes that to the store.",
  foundations: storeFoundations,
  async start(config, surroundings) {
    const started = await startStoringServer(config, surroundings);
    if (!started.ok) return started;
    const { parts, storePart, selfMetrics, untilParted, ...server } = started.value;
    registerProcessMetrics(selfMetrics);
    return success({ ...server, parts: () => [...parts(), storePart()], farewell: () => untilParted(farewell) });
  },
});
