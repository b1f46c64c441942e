import { chart, gauge, rate, stat } from './helpers.ts';
import type { Dashboard, Row } from './model.ts';
import { containerVariable, hostVariable } from './variables.ts';

const perContainer = { groupBy: ['container'] };
const allContainers = { groupBy: ['host', 'container'], total: true };

const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      {
        title: 'Running',
        unit: 'count',
        description: 'Containers that run. Fewer than you deployed: look for one that exited.',
      },
      gauge('container.state', 'running', { ...allContainers, aggregate: 'last', where: { state: ['running'] } }),
    ),
    stat(
      4,
      {
        title: 'Restarting or dead',
        unit: 'count',
        description: 'Containers that crash over and over, or that the engine could not remove. Should be zero.',
        thresholds: { warn: 0, bad: 0 },
        noValue: 0,
      },
      gauge('container.state', 'broken', {
        ...allContainers,
        aggregate: 'last',
        where: { state: ['restarting', 'dead'] },
      }),
    ),
    stat(
      4,
      {
        title: 'CPU, cores',
        unit: 'cores',
        description: 'Cores that all containers use together. Near the number of cores they slow each other down.',
      },
      gauge('container.cpu.usage', 'cores', allContainers),
    ),
    stat(
      4,
      {
        title: 'Memory',
        unit: 'bytes',
        description: 'Working sets of all containers. Near the machine’s memory, the kernel kills one of them.',
      },
      gauge('container.memory.working_set', 'memory', allContainers),
    ),
    stat(
      4,
      { title: 'Received', unit: 'bytesPerSecond', description: 'Network traffic into all containers.' },
      rate('container.network.io', 'received', { where: { direction: ['receive'] } }),
    ),
    stat(
      4,
      { title: 'Sent', unit: 'bytesPerSecond', description: 'Network traffic out of all containers.' },
      rate('container.network.io', 'sent', { where: { direction: ['transmit'] } }),
    ),
  ],
};

const usage: Row = {
  title: 'CPU and memory',
  panels: [
    chart(
      12,
      {
        title: 'CPU, cores',
        unit: 'cores',
        description: 'Cores used, on one another. One that takes most of the height starves the others.',
        stacked: true,
      },
      gauge('container.cpu.usage', '{{container}}', perContainer),
    ),
    chart(
      12,
      {
        title: 'Memory, working set',
        unit: 'bytes',
        description: 'Memory that cannot be given back at once, on one another. A line that only climbs is a leak.',
        stacked: true,
      },
      gauge('container.memory.working_set', '{{container}}', perContainer),
    ),
  ],
};

const traffic: Row = {
  title: 'Limits, disks and network',
  panels: [
    chart(
      8,
      {
        title: 'Held back by the CPU limit',
        unit: 'fraction',
        description: 'Time held back per second, all threads together. Above zero for long: the limit is too low.',
      },
      rate('container.cpu.throttled.time', '{{container}}', perContainer),
    ),
    chart(
      8,
      {
        title: 'Disk throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes moved to and from block devices. The highest one is why the disk is slow.',
      },
      rate('container.disk.io', '{{container}}', perContainer),
    ),
    chart(
      8,
      {
        title: 'Network throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes in and out. The highest one is why the link is full.',
      },
      rate('container.network.io', '{{container}}', perContainer),
    ),
  ],
};

const logs: Row = {
  title: 'Logs',
  panels: [
    chart(
      12,
      {
        title: 'Log lines',
        unit: 'perSecond',
        description: 'Lines per container. A flood fills the disk; silence where there were lines may be a hang.',
      },
      rate('log.lines', '{{container}}', perContainer),
    ),
    chart(
      12,
      {
        title: 'Errors logged',
        unit: 'perSecond',
        description: 'Lines of severity error and fatal. Any that persist deserve a look into the log.',
      },
      rate('log.entries', '{{container}}', { ...perContainer, where: { level: ['error', 'fatal'] } }),
    ),
  ],
};

/** All containers side by side. */
export const containers: Dashboard = {
  uid: 'containers',
  title: 'Containers',
  description: 'All containers of the host side by side: who uses what.',
  variables: [hostVariable('container.state'), containerVariable('container.state')],
  marks: true,
  rows: [overview, usage, traffic, logs],
};
