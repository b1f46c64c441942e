import { chart, gauge, rate, stat } from './helpers.ts';
import { busyModes } from './host/modes.ts';
import type { Dashboard, Row } from './model.ts';
import { hostVariable } from './variables.ts';

const running = { groupBy: ['host', 'container'], total: true, where: { state: ['running'] } };
/** The engine's socket has a gateway in the stack, whose access log counts what collectors ask of it. */
const gateway = { where: { compose_service: ['gateway'] } };
const perInterface = (direction: string) => ({
  groupBy: ['container', 'interface'],
  where: { direction: [direction] },
});

const overview: Row = {
  title: 'Overview',
  panels: [
    stat(
      4,
      {
        title: 'Load, 1 min',
        unit: 'count',
        description: 'Threads that run, wait for a core or for a disk. More than there are cores: work waits.',
      },
      gauge('system.cpu.load_average.1m', 'load'),
    ),
    stat(
      4,
      {
        title: 'CPU busy',
        unit: 'fraction',
        description: 'Share of all cores at work. Near 100 % for long, work queues up.',
        max: 1,
        thresholds: { warn: 0.85, bad: 0.95 },
      },
      gauge('system.cpu.utilization', 'busy', { where: { mode: busyModes }, groupBy: ['mode'], total: true }),
    ),
    stat(
      4,
      {
        title: 'Running containers',
        unit: 'count',
        description: 'Containers that run. Fewer than you deployed: look for one that exited.',
      },
      gauge('container.state', 'running', { ...running, aggregate: 'last' }),
    ),
    stat(
      4,
      {
        title: 'Processes',
        unit: 'count',
        description: 'Processes of the machine, its containers’ too. A count that only climbs is a leak.',
      },
      gauge('system.process.count', 'processes', { groupBy: ['host', 'status'], total: true }),
    ),
    stat(
      4,
      {
        title: 'Disk throughput',
        unit: 'bytesPerSecond',
        description: 'Bytes read and written, all disks. Flat at the top: the disks’ limit is reached.',
      },
      rate('system.disk.io', 'moved'),
    ),
    stat(
      4,
      {
        title: 'API calls',
        unit: 'perSecond',
        description: 'Calls of the engine’s API by the stack’s gateway. Zero in the stack: no collector asks.',
        noValue: 0,
      },
      rate('http.server.requests', 'calls', gateway),
    ),
  ],
};

const cpu: Row = {
  title: 'Load and CPU',
  panels: [
    chart(
      12,
      {
        title: 'Load and cores',
        unit: 'count',
        description: 'Load averages against the number of cores. Above the cores for long, work waits.',
      },
      gauge('system.cpu.load_average.1m', '1 min'),
      gauge('system.cpu.load_average.5m', '5 min'),
      gauge('system.cpu.load_average.15m', '15 min'),
      gauge('system.cpu.logical.count', 'cores'),
    ),
    chart(
      12,
      {
        title: 'CPU by mode',
        unit: 'fraction',
        description: 'Share of all cores’ time. Much iowait: disks are slow. Much steal: the hypervisor takes it.',
        stacked: true,
        max: 1,
      },
      gauge('system.cpu.utilization', '{{mode}}', { groupBy: ['mode'], where: { mode: [...busyModes, 'iowait'] } }),
    ),
  ],
};

const io: Row = {
  title: 'I/O',
  panels: [
    chart(
      12,
      {
        title: 'Disks',
        unit: 'bytesPerSecond',
        description: 'Bytes read and written per disk. Flat at the top: the disk’s limit is reached.',
      },
      rate('system.disk.io', '{{device}} {{direction}}', { groupBy: ['device', 'direction'] }),
    ),
    chart(
      12,
      {
        title: 'Network',
        unit: 'bytesPerSecond',
        description: 'Bytes per interface of the host. Flat at the top: the link is full.',
      },
      rate('system.network.io', '{{interface}} {{direction}}', { groupBy: ['interface', 'direction'] }),
    ),
  ],
};

const processes: Row = {
  title: 'Processes',
  panels: [
    chart(
      12,
      {
        title: 'Processes by state',
        unit: 'count',
        description: 'Blocked ones wait for a disk; zombies wait for a parent that does not care for them.',
        stacked: true,
      },
      gauge('system.process.count', '{{status}}', { groupBy: ['status'] }),
    ),
    chart(
      12,
      {
        title: 'Processes started',
        unit: 'perSecond',
        description: 'Forks. A jump that stays is often a script or a health check that starts over and over.',
      },
      rate('system.process.created', 'started'),
    ),
  ],
};

const engine: Row = {
  title: 'Engine',
  panels: [
    chart(
      12,
      {
        title: 'Containers that run',
        unit: 'count',
        description: 'A drop nobody planned is a crash: the marks say whose. Steps up and down: one restarts for ever.',
      },
      gauge('container.state', 'running', running),
    ),
    chart(
      12,
      {
        title: 'API calls by status',
        unit: 'perSecond',
        description: 'What the stack’s gateway passed on to the engine, or refused: 4xx is what it may not pass.',
        stacked: true,
      },
      rate('http.server.requests', '{{status_class}}', { ...gateway, groupBy: ['status_class'] }),
    ),
  ],
};

const interfaces: Row = {
  title: 'Interfaces of containers',
  panels: [
    chart(
      12,
      {
        title: 'Received',
        unit: 'bytesPerSecond',
        description: 'Bytes into each interface of each container. The highest one is why the link is full.',
      },
      rate('container.network.io', '{{container}} {{interface}}', perInterface('receive')),
    ),
    chart(
      12,
      {
        title: 'Sent',
        unit: 'bytesPerSecond',
        description: 'Bytes out of each interface of each container. The highest one is why the link is full.',
      },
      rate('container.network.io', '{{container}} {{interface}}', perInterface('transmit')),
    ),
  ],
};

/** What Dockerana's first dashboard showed of a Docker host, on one page: the events are the marks on the charts. */
export const dockerana: Dashboard = {
  uid: 'dockerana',
  title: 'Dockerana',
  description: 'A Docker host on one page: load, CPU, I/O, processes, events, API calls, containers and their traffic.',
  variables: [hostVariable('system.cpu.utilization')],
  marks: true,
  rows: [overview, cpu, io, processes, engine, interfaces],
};
