import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type HostCollectorOptions, startHostCollector } from '../../../services/host-collector/host-collector.ts';
import { type Config, configSchema } from '../../../services/shared/config/schema.ts';
import { createSelfMetrics, type SelfMetrics } from '../../../services/shared/self-metrics.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createKeepingLogger, type KeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient, type RecordingClient } from '../../support/recording-client.ts';
import { createHostTree, type HostTree } from './host-tree.ts';

let tree: HostTree;
let clock: FakeClock;
let statsd: RecordingClient;
let selfMetrics: SelfMetrics;
let logger: KeepingLogger;
let options: HostCollectorOptions;

beforeEach(() => {
  tree = createHostTree();
  clock = createFakeClock();
  statsd = createRecordingClient();
  selfMetrics = createSelfMetrics();
  logger = createKeepingLogger();
  options = { statsd, selfMetrics, clock, logger };
});
afterEach(() => tree.remove());

/** Of the recorded host's file systems none is mounted here: the room on them has a test of its own, which needs no disks. */
function configure(host: object = {}, flushInterval = '10s'): Config {
  return configSchema.parse({
    statsd: { flush_interval: flushInterval },
    host: { proc: tree.proc, sys: tree.sys, top_processes: 3, ...host },
  });
}

/** Goes on by `milliseconds`, at whose end a round must begin; returns what that says. It ends with a flush. */
async function nextRound(milliseconds: number): Promise<string[]> {
  statsd.take();
  const flushed = new Promise<void>(resolve => {
    statsd.flush = resolve;
  });
  await clock.advance(milliseconds);
  await flushed;
  return statsd.take();
}

/** Goes on by `milliseconds`, and returns what was said meanwhile. */
async function pass(milliseconds: number): Promise<string[]> {
  statsd.take();
  await clock.advance(milliseconds);
  return statsd.take();
}

function errorsReported(): string[] {
  const client = createRecordingClient();
  selfMetrics.report(client);
  return client.take().filter(line => !line.endsWith(' 0 c'));
}

const firstRound = [
  'process.memory.usage{process:nginx} 18432000 g',
  'process.memory.usage{process:systemd} 12288000 g',
  'process.memory.usage{process:tmux: server} 3276800 g',
  'system.cpu.load_average.15m 0.59 g',
  'system.cpu.load_average.1m 0.52 g',
  'system.cpu.load_average.5m 0.58 g',
  'system.cpu.logical.count 2 g',
  'system.memory.limit 16777216000 g',
  'system.memory.linux.available 10485760000 g',
  'system.memory.usage{state:buffers} 524288000 g',
  'system.memory.usage{state:cached} 6553600000 g',
  'system.memory.usage{state:free} 4194304000 g',
  'system.memory.usage{state:used} 5505024000 g',
  'system.paging.usage{state:free} 2147479552 g',
  'system.paging.usage{state:used} 0 g',
  'system.process.count{status:blocked} 1 g',
  'system.process.count{status:idle} 2 g',
  'system.process.count{status:running} 1 g',
  'system.process.count{status:sleeping} 7 g',
  'system.process.count{status:stopped} 1 g',
  'system.process.count{status:zombie} 1 g',
  'system.uptime 90061.5 g',
  'tidegauge.collect.duration{source:host} 0 ms',
];

const secondRound = [
  'process.cpu.utilization{process:cc1plus} 0.15 g',
  'process.cpu.utilization{process:evil) R 0 (x} 0.012 g',
  'process.cpu.utilization{process:nginx} 0.07 g',
  'process.memory.usage{process:cc1plus} 163840000 g',
  'process.memory.usage{process:nginx} 18432000 g',
  'process.memory.usage{process:systemd} 12288000 g',
  'system.cpu.load_average.15m 0.5 g',
  'system.cpu.load_average.1m 1.25 g',
  'system.cpu.load_average.5m 0.75 g',
  'system.cpu.logical.count 2 g',
  'system.cpu.utilization{mode:idle} 0.62 g',
  'system.cpu.utilization{mode:interrupt} 0.04 g',
  'system.cpu.utilization{mode:iowait} 0 g',
  'system.cpu.utilization{mode:nice} 0.01 g',
  'system.cpu.utilization{mode:steal} 0.03 g',
  'system.cpu.utilization{mode:system} 0.1 g',
  'system.cpu.utilization{mode:user} 0.2 g',
  'system.disk.io_time{device:nvme0n1} 0.001 c',
  'system.disk.io_time{device:sda} 0.35 c',
  'system.disk.io{device:nvme0n1,direction:read} 0 c',
  'system.disk.io{device:nvme0n1,direction:write} 16384 c',
  'system.disk.io{device:sda,direction:read} 2048000 c',
  'system.disk.io{device:sda,direction:write} 204800 c',
  'system.disk.operations{device:nvme0n1,direction:read} 0 c',
  'system.disk.operations{device:nvme0n1,direction:write} 4 c',
  'system.disk.operations{device:sda,direction:read} 100 c',
  'system.disk.operations{device:sda,direction:write} 50 c',
  'system.memory.limit 16777216000 g',
  'system.memory.linux.available 10485760000 g',
  'system.memory.usage{state:buffers} 524288000 g',
  'system.memory.usage{state:cached} 6610944000 g',
  'system.memory.usage{state:free} 4096000000 g',
  'system.memory.usage{state:used} 5545984000 g',
  'system.network.dropped{direction:receive,interface:docker0} 0 c',
  'system.network.dropped{direction:receive,interface:eth0} 2 c',
  'system.network.dropped{direction:transmit,interface:docker0} 1 c',
  'system.network.dropped{direction:transmit,interface:eth0} 0 c',
  'system.network.errors{direction:receive,interface:docker0} 0 c',
  'system.network.errors{direction:receive,interface:eth0} 1 c',
  'system.network.errors{direction:transmit,interface:docker0} 0 c',
  'system.network.errors{direction:transmit,interface:eth0} 1 c',
  'system.network.io{direction:receive,interface:docker0} 100 c',
  'system.network.io{direction:receive,interface:eth0} 100000 c',
  'system.network.io{direction:transmit,interface:docker0} 1000 c',
  'system.network.io{direction:transmit,interface:eth0} 10000 c',
  'system.network.packets{direction:receive,interface:docker0} 2 c',
  'system.network.packets{direction:receive,interface:eth0} 100 c',
  'system.network.packets{direction:transmit,interface:docker0} 4 c',
  'system.network.packets{direction:transmit,interface:eth0} 50 c',
  'system.paging.faults{type:major} 20 c',
  'system.paging.faults{type:minor} 10480 c',
  'system.paging.operations{direction:in} 10 c',
  'system.paging.operations{direction:out} 50 c',
  'system.paging.usage{state:free} 2048000000 g',
  'system.paging.usage{state:used} 99479552 g',
  'system.process.count{status:blocked} 1 g',
  'system.process.count{status:idle} 2 g',
  'system.process.count{status:running} 2 g',
  'system.process.count{status:sleeping} 7 g',
  'system.process.count{status:stopped} 1 g',
  'system.process.count{status:zombie} 1 g',
  'system.process.created 123 c',
  'system.uptime 90071.5 g',
  'tidegauge.collect.duration{source:host} 0 ms',
];

test('a host at two moments, as exact metrics', async () => {
  const service = await startHostCollector(configure(), options);
  assert.deepEqual(statsd.take(), firstRound);
  tree.show('after');
  assert.deepEqual(await nextRound(1000), secondRound);
  await service.stop();
});

test('rounds come shortly before the flushes, so that what they say lands in the interval', async () => {
  const service = await startHostCollector(configure(), options); // at a multiple of the interval
  await nextRound(1000);
  assert.deepEqual(await pass(8499), []);
  assert.notDeepEqual(await nextRound(1), []);
  await service.stop();
});

test('a stopped collector says nothing more', async () => {
  const service = await startHostCollector(configure(), options);
  await service.stop();
  assert.deepEqual(await pass(60_000), []);
});

test('what is missing is said once, counted each round, told by the part, and read again when it is back', async () => {
  tree.remove('proc/loadavg');
  const service = await startHostCollector(configure(), options);
  const reason = `${tree.proc}/loadavg: ENOENT`;
  await nextRound(1000);
  assert.deepEqual(errorsReported(), ['tidegauge.collect.errors{source:load} 2 c']);
  assert.deepEqual(
    logger.lines.filter(line => line.includes('load')),
    [`warn host-collector: goes without load, or part of it: ${reason}`],
  );
  assert.equal(service.parts()[0]!.state, 'ok');
  assert.match(
    service.parts()[0]!.detail,
    new RegExp(
      `^cpu, memory, swap, paging, disk, network, forks, uptime, processes, filesystem from .*; without load \\(${reason}\\), the file systems at "/", "/boot", `,
    ),
  );
  tree.show('after');
  const lines = await nextRound(8500);
  assert.ok(lines.includes('system.cpu.load_average.1m 1.25 g'));
  assert.equal(logger.lines.at(-1), 'info host-collector: load: back again');
  await service.stop();
});

test('with nothing readable left the part is down', async () => {
  tree.remove();
  tree.write('proc/stat', '');
  const service = await startHostCollector(configure(), options);
  assert.equal(service.parts()[0]!.state, 'down');
  assert.match(service.parts()[0]!.detail, /^without cpu \(.*: no line "cpu"\), load \(.*: ENOENT\), .*processes \(/);
  await service.stop();
});

test('switched off, it reads nothing', async () => {
  const service = await startHostCollector(configure({ enabled: false }), options);
  assert.deepEqual(service.parts(), [
    { name: 'host metrics', state: 'off', detail: 'switched off', remedy: 'set host.enabled: true' },
  ]);
  assert.deepEqual(await pass(60_000), []);
  await service.stop();
});

test('without Linux it is off, and says what would change that', async () => {
  const service = await startHostCollector(configure({ proc: '/nowhere' }), options);
  assert.deepEqual(service.parts(), [
    {
      name: 'host metrics',
      state: 'off',
      detail: 'no /nowhere/stat, which only Linux has',
      remedy: 'set host.proc to where the proc file system of a Linux host lies',
    },
  ]);
  assert.deepEqual(errorsReported(), []);
  await service.stop();
});

test('a change of something else changes nothing', async () => {
  const service = await startHostCollector(configure(), options);
  statsd.take();
  await service.reconfigure({ ...configure(), hostname: 'other' });
  assert.deepEqual(statsd.take(), []);
  tree.show('after');
  assert.deepEqual(await nextRound(1000), secondRound);
  await service.stop();
});

test('another interval goes on from the last readings, so no count is lost', async () => {
  const service = await startHostCollector(configure(), options);
  statsd.take();
  tree.show('after');
  await service.reconfigure(configure({}, '20s'));
  assert.deepEqual(statsd.take(), secondRound);
  await service.stop();
});

test('another host section is read from then on', async () => {
  const service = await startHostCollector(configure(), options);
  statsd.take();
  await service.reconfigure(configure({ top_processes: 0 }));
  assert.deepEqual(
    statsd.take(),
    firstRound.filter(line => !line.startsWith('process.')),
  );
  await service.stop();
});
