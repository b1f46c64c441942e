import { chart, gauge, rate, stat } from './helpers.ts';
import type { Dashboard, Row } from './model.ts';
import { containerVariable, hostVariable } from './variables.ts';

const severe = { where: { level: ['error', 'fatal'] } };

const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      { title: 'CPU, cores', unit: 'cores', description: 'Cores used. At its limit, it is held back.' },
      gauge('container.cpu.usage', 'cores'),
    ),
    stat(
      4,
      { title: 'Memory', unit: 'bytes', description: 'Working set. At its limit, the kernel kills a process of it.' },
      gauge('container.memory.working_set', 'working set'),
    ),
    stat(
      4,
      {
        title: 'Log lines',
        unit: 'perSecond',
        description: 'Lines it logs. None where there were some may be a hang.',
      },
      rate('log.lines', 'lines'),
    ),
    stat(
      4,
      {
        title: 'Errors logged',
        unit: 'perSecond',
        description: 'Lines of severity error and fatal. Any that persist deserve a look into the log.',
        thresholds: { warn: 0, bad: 1 },
        noValue: 0,
      },
      rate('log.entries', 'errors', severe),
    ),
    stat(
      4,
      {
        title: 'Restarts',
        unit: 'count',
        description: 'Restarts by the engine’s policy. More than before: it crashes.',
        thresholds: { warn: 0, bad: 5 },
      },
      gauge('container.restarts', 'restarts', { aggregate: 'last' }),
    ),
    stat(
      4,
      {
        title: 'Uptime',
        unit: 'seconds',
        description: 'Time since its start. A small value nobody planned is a crash.',
      },
      gauge('container.uptime', 'up', { aggregate: 'last' }),
    ),
  ],
};

const cpuAndMemory: Row = {
  title: 'CPU and memory',
  panels: [
    chart(
      12,
      { title: 'CPU, cores', unit: 'cores', description: 'Cores used. Flat at the limit: it wants more than it may.' },
      gauge('container.cpu.usage', 'used'),
    ),
    chart(
      12,
      {
        title: 'Memory',
        unit: 'bytes',
        description:
          'A working set at the limit means that the kernel kills a process of it; usage alone may touch it.',
      },
      gauge('container.memory.working_set', 'working set'),
      gauge('container.memory.usage', 'usage with page cache'),
      gauge('container.memory.limit', 'limit'),
    ),
    chart(
      8,
      {
        title: 'Held back by the CPU limit',
        unit: 'fraction',
        description: 'Time held back per second, all threads together. Above zero for long: the limit is too low.',
      },
      rate('container.cpu.throttled.time', 'held back'),
    ),
    chart(
      8,
      {
        title: 'Page faults',
        unit: 'perSecond',
        description: 'Major faults wait for a disk. Many of them: its memory is too small for its files.',
      },
      rate('container.memory.paging.faults', '{{type}}', { groupBy: ['type'] }),
    ),
    chart(
      8,
      {
        title: 'Processes and threads',
        unit: 'count',
        description: 'A count that only climbs is a leak of threads or of zombies.',
      },
      gauge('container.process.count', 'processes'),
    ),
  ],
};

const traffic: Row = {
  title: 'Disks and network',
  panels: [
    chart(
      6,
      {
        title: 'Disk throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes moved to and from block devices. Flat at the top: a limit is reached.',
      },
      rate('container.disk.io', '{{direction}}', { groupBy: ['direction'] }),
    ),
    chart(
      6,
      {
        title: 'Disk operations',
        unit: 'perSecond',
        description: 'Requests to block devices. Many for few bytes: small, slow writes.',
      },
      rate('container.disk.operations', '{{direction}}', { groupBy: ['direction'] }),
    ),
    chart(
      6,
      {
        title: 'Network throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes seen from inside. None is recorded with the host’s network.',
      },
      rate('container.network.io', '{{interface}} {{direction}}', { groupBy: ['interface', 'direction'] }),
    ),
    chart(
      6,
      {
        title: 'Network errors and drops',
        unit: 'perSecond',
        description: 'Should be zero. Drops: it reads slower than it is sent to.',
      },
      rate('container.network.errors', '{{direction}} errors', { groupBy: ['direction'] }),
      rate('container.network.dropped', '{{direction}} dropped', { groupBy: ['direction'] }),
    ),
  ],
};

const logs: Row = {
  title: 'Logs',
  panels: [
    chart(
      12,
      {
        title: 'Log entries by severity',
        unit: 'perSecond',
        description: 'Lines by severity. Errors that persist deserve a look into the log.',
        stacked: true,
      },
      rate('log.entries', '{{level}}', { groupBy: ['level'] }),
    ),
    chart(
      12,
      {
        title: 'HTTP requests by status',
        unit: 'perSecond',
        description: 'From its access log. 5xx are failures of the server, 4xx of what it was asked.',
        stacked: true,
      },
      rate('http.server.requests', '{{status_class}}', { groupBy: ['status_class'] }),
    ),
  ],
};

/** One container. */
export const container: Dashboard = {
  uid: 'container',
  title: 'Container',
  description: 'One container: its CPU, memory, disks, network and log.',
  variables: [containerVariable('container.state', true), hostVariable('container.state')],
  marks: true,
  rows: [overview, cpuAndMemory, traffic, logs],
};
