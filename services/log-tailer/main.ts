import type { SpooledLink } from '../shared/delivery/spooled-link.ts';
import { collectorProgram } from '../shared/program/collector.ts';
import { runProgram } from '../shared/program/run.ts';
import { checkLogs } from './check.ts';
import { openTailerLink, startLogTailer } from './log-tailer.ts';

await runProgram(
  collectorProgram<SpooledLink>({
    name: 'log-tailer',
    summary: "Tidegauge's log-tailer: makes metrics of the logs of host and containers, for the StatsD server.",
    check: checkLogs,
    openLink: openTailerLink,
    start: startLogTailer,
  }),
);
