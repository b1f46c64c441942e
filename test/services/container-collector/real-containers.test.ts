import assert from 'node:assert/strict';
import { existsSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { startContainerCollector } from '../../../services/container-collector/container-collector.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { parseNetDev } from '../../../services/shared/kernel/net-dev.ts';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { docker, runContainer, type TestContainer } from '../../support/containers.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';
import { skipWithoutEngine } from '../../support/requires.ts';
import { until } from '../../support/until.ts';

const skip = await skipWithoutEngine();
const image = 'debian:bookworm-slim';
const disk = skip ? undefined : dockerDisk((await docker.info()).DockerRootDir);

/** A collector at the real engine, with a round each second, and what it said. */
async function collect(t: TestContext) {
  const config = configSchema.parse({ statsd: { flush_interval: '1s' } });
  const statsd = createRecordingClient();
  const service = await startContainerCollector(config, {
    statsd,
    selfMetrics: createSelfMetrics(),
    clock: systemClock,
    logger: createKeepingLogger(),
  });
  t.after(() => service.stop());
  return {
    statsd,
    /** The values said of a metric of a container so far. */
    values(metric: string, { name }: TestContainer, ...tags: string[]): number[] {
      return statsd.lines
        .filter(
          line => line.startsWith(`${metric}{`) && [`container:${name}`, ...tags].every(tag => line.includes(tag)),
        )
        .map(line => Number(line.split(' ').at(-2)));
    },
    /** The events told of a container so far. */
    events: ({ name }: TestContainer) => statsd.events.filter(({ tags }) => tags.container === name),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('a container that spins at its limit uses just that much, and is throttled', { skip }, async t => {
  const { values } = await collect(t);
  const hostConfig = { NanoCpus: 0.2e9, Memory: 64 * 1024 ** 2 };
  const spinning = await runContainer({ image, command: ['sh', '-c', 'while :; do :; done'], hostConfig }, t);
  // Periods of 100 ms do not end when a second does: a sample may hold one more or less.
  await until(
    () => values('container.cpu.usage', spinning).some(value => Math.abs(value - 0.2) < 0.025),
    'a usage of 0.2',
  );
  await until(() => sum(values('container.cpu.throttled.periods', spinning)) >= 10, 'ten throttled periods');
  assert.ok(sum(values('container.cpu.throttled.time', spinning)) > 0.5);
  assert.equal(values('container.memory.limit', spinning).at(-1), 67_108_864);
  assert.equal(values('container.process.count', spinning).at(-1), 1);
  assert.deepEqual([...new Set(values('container.state', spinning, 'state:running'))], [1]);
});

test('what a container sends is counted to the byte, from its start', { skip }, async t => {
  const { values } = await collect(t);
  const send = 'for i in {1..100}; do printf "%01000d" 0 > /dev/udp/192.0.2.1/9; done; sleep 60';
  const sending = await runContainer({ image, command: ['bash', '-c', send] }, t);
  const path = `/proc/${await sending.pid()}/net/dev`;
  const sent = () => parseNetDev(readFileSync(path, 'utf8')).find(counters => counters.interface === 'eth0')?.transmit;
  // 1000 bytes in each, and the heads of UDP, IP and Ethernet.
  await until(() => (sent()?.bytes ?? 0) >= 100 * 1042, 'everything sent');
  const said = (metric: string) => sum(values(metric, sending, 'interface:eth0', 'direction:transmit'));
  await until(() => said('container.network.io') === sent()?.bytes, 'the bytes sent');
  await until(() => said('container.network.packets') === sent()?.packets, 'the packets sent');
  assert.equal(sum(values('container.network.io', sending, 'interface:lo')), 0);
});

test('what a container writes to its disk and reads from it is counted, from its start', {
  skip: skip || (disk ? false : 'the containers lie on no disk of their own'),
}, async t => {
  const { values } = await collect(t);
  const limit = [{ Path: disk ?? '', Rate: 1024 ** 3 }];
  const command = [
    'sh',
    '-c',
    'dd if=/dev/zero of=/f bs=1M count=8 conv=fsync; dd if=/f of=/dev/null bs=1M iflag=direct; sleep 60',
  ];
  // Recent kernels count in cgroup v1 only where a limit is set.
  const hostConfig = { BlkioDeviceReadBps: limit, BlkioDeviceWriteBps: limit };
  const writing = await runContainer({ image, command, hostConfig }, t);
  const said = (direction: string) => sum(values('container.disk.io', writing, `direction:${direction}`));
  await until(() => said('read') >= 8_388_608, '8 MiB read');
  await until(() => said('write') >= 8_388_608, '8 MiB written');
  // The file system writes a little for itself, and reads the programs where they are not in memory yet.
  assert.ok(said('write') < 8_388_608 + 1_048_576, `${said('write')} written`);
  assert.ok(said('read') < 8_388_608 + 16_777_216, `${said('read')} read`);
});

test('a container is told within a second of its start, and so is how it ended', { skip }, async t => {
  const { events, values } = await collect(t);
  const failing = await runContainer({ image, command: ['sh', '-c', 'sleep 0.2; exit 3'] }, t);
  const started = Date.now();
  await until(() => events(failing).some(({ tags }) => tags.action === 'start'));
  assert.ok(Date.now() - started < 1000);
  await until(() => events(failing).some(({ tags }) => tags.action === 'die'));
  assert.deepEqual(
    events(failing).map(({ title, text, tags }) => [title, text, tags.exit_code]),
    [
      ['container create', `${failing.name} (${image}) was created`, undefined],
      ['container start', `${failing.name} (${image}) started`, undefined],
      ['container die', `${failing.name} (${image}) exited with code 3`, '3'],
    ],
  );
  await until(() => values('container.state', failing, 'state:exited').length > 0);
});

test('restarts by the engine are counted, and no counter goes backwards', { skip }, async t => {
  const { statsd, events, values } = await collect(t);
  const hostConfig = { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } };
  const restarting = await runContainer({ image, command: ['sh', '-c', 'sleep 0.3; exit 3'], hostConfig }, t);
  await until(() => events(restarting).filter(({ tags }) => tags.action === 'die').length === 3, 'three ends');
  await until(() => values('container.restarts', restarting).at(-1) === 2, 'two restarts');
  await restarting.restart();
  await until(() => events(restarting).some(({ tags }) => tags.action === 'restart'));
  assert.deepEqual(
    statsd.lines.filter(line => / -\d/.test(line)),
    [],
  );
});

test('a container that needs more memory than it may have was killed for that', { skip }, async t => {
  const { events } = await collect(t);
  const memory = 16 * 1024 ** 2;
  const hostConfig = { Memory: memory, MemorySwap: memory };
  const greedy = await runContainer({ image, command: ['tail', '/dev/zero'], hostConfig }, t);
  await until(() => events(greedy).some(({ tags }) => tags.action === 'die'));
  const [oom, die] = events(greedy).slice(-2);
  assert.equal(oom?.text, `${greedy.name} (${image}) ran out of memory`);
  assert.equal(die?.text, `${greedy.name} (${image}) exited with code 137, killed for memory`);
});

/** The disk that holds `directory`; undefined where a file system has none of its own. */
function dockerDisk(directory: string): string | undefined {
  const { dev } = statSync(directory);
  const numbers = `${(dev >> 8) & 0xfff}:${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`;
  const device = `/sys/dev/block/${numbers}`;
  if (!existsSync(device)) return undefined;
  const [name, above] = readlinkSync(device).split('/').reverse();
  return `/dev/${existsSync(`${device}/partition`) ? above : name}`;
}
