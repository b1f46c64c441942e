import { openMemoryLink } from '../shared/delivery/memory-link.ts';
import { collectorProgram } from '../shared/program/collector.ts';
import { runProgram } from '../shared/program/run.ts';
import { startContainerCollector } from './container-collector.ts';

await runProgram(
  collectorProgram({
    name: 'container-collector',
    summary:
      "Tidegauge's container-collector: says how the containers are, and what happens to them, to the StatsD server.",
    openLink: openMemoryLink,
    start: startContainerCollector,
  }),
);
