import type { Config } from '../shared/config/schema.ts';

/** What the configuration switches on of all that is made of a line. */
export const switchesOf = (logs: Config['logs']) => ({
  writtenMetrics: logs.written_metrics,
  stackTraces: logs.stack_traces,
});
