import { openMemoryLink } from '../shared/delivery/memory-link.ts';
import { collectorProgram } from '../shared/program/collector.ts';
import { runProgram } from '../shared/program/run.ts';
import { startHostCollector } from './host-collector.ts';

await runProgram(
  collectorProgram({
    name: 'host-collector',
    summary: "Tidegauge's host-collector: says how the host is, from /proc and /sys, to the StatsD server.",
    openLink: openMemoryLink,
    start: startHostCollector,
  }),
);
