import { collectorProgram } from '../shared/program/collector.ts';
import { runProgram } from '../shared/program/run.ts';
import { startLogTailer } from './log-tailer.ts';
import { checkRules } from './rules/check.ts';

await runProgram(
  collectorProgram({
    name: 'log-tailer',
    summary: "Tidegauge's log-tailer: makes metrics of the logs of host and containers, for the StatsD server.",
    check: checkRules,
    start: startLogTailer,
  }),
);
