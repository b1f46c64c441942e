import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startContainerCollector } from '../../../services/container-collector/container-collector.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { createSelfMetrics } from '../../../services/shared/self-metrics.ts';
import { type CgroupFixture, createCgroupFixture } from '../../support/cgroup-fixture.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeEngine, type FakeEngine, fakeContainer } from '../../support/fake-engine.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

const start = Date.UTC(2026, 0, 1);

/** A collector over a recorded tree and a scripted engine. */
async function collect(t: TestContext, engine: FakeEngine, { proc, cgroup }: Pick<CgroupFixture, 'proc' | 'cgroup'>) {
  const config = configSchema.parse({ host: { proc }, containers: { cgroup } });
  const clock = createFakeClock(start);
  const statsd = createRecordingClient();
  const selfMetrics = createSelfMetrics();
  const logger = createKeepingLogger();
  const service = await startContainerCollector(config, {
    statsd,
    selfMetrics,
    clock,
    elapsed: clock.now,
    logger,
    engine,
  });
  t.after(() => service.stop());
  /** What is said until `time`, milliseconds after the start. */
  const round = async (time: number) => {
    statsd.take();
    await clock.advanceTo(start + time);
    return statsd.take();
  };
  return { service, config, clock, statsd, logger, selfMetrics, round };
}

/** The container of a recording, which ran for a minute before anyone looked. */
const recorded = ({ id, pid }: CgroupFixture) =>
  fakeContainer(id, { name: 'web', tags: { container: 'web', image: 'nginx:1.28' }, pid, startedAt: start - 60_000 });

/** Lines without the tags that all have, and without what the collector says of itself. */
const short = (lines: readonly string[]) =>
  lines
    .filter(line => line.startsWith('container.'))
    .map(line => line.replace(/\{(.*)\}/, (_, tags: string) => `{${withoutOwn(tags)}}`).replace('{}', ''));
const withoutOwn = (tags: string) =>
  tags
    .split(',')
    .filter(tag => !/^(container|image):/.test(tag))
    .join(',');

test('says what a container of cgroup v2 did since the last round', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { round, service } = await collect(t, createFakeEngine(recorded(fixture)), fixture);
  await round(1000);
  await fixture.later();
  assert.deepEqual(short(await round(9500)), [
    'container.cpu.throttled.periods 5 c',
    'container.cpu.throttled.time 0.25 c',
    `container.cpu.usage ${2.5 / 8.5} g`,
    'container.disk.io{direction:read} 2101248 c',
    'container.disk.io{direction:write} 65536 c',
    'container.disk.operations{direction:read} 49 c',
    'container.disk.operations{direction:write} 12 c',
    'container.memory.limit 268435456 g',
    'container.memory.paging.faults{type:major} 2 c',
    'container.memory.paging.faults{type:minor} 798 c',
    'container.memory.usage 26214400 g',
    'container.memory.working_set 9437184 g',
    'container.network.dropped{direction:receive,interface:eth0} 2 c',
    'container.network.dropped{direction:receive,interface:eth1} 0 c',
    'container.network.dropped{direction:transmit,interface:eth0} 3 c',
    'container.network.dropped{direction:transmit,interface:eth1} 0 c',
    'container.network.errors{direction:receive,interface:eth0} 1 c',
    'container.network.errors{direction:receive,interface:eth1} 0 c',
    'container.network.errors{direction:transmit,interface:eth0} 0 c',
    'container.network.errors{direction:transmit,interface:eth1} 0 c',
    'container.network.io{direction:receive,interface:eth0} 20000 c',
    'container.network.io{direction:receive,interface:eth1} 700 c',
    'container.network.io{direction:transmit,interface:eth0} 20000 c',
    'container.network.io{direction:transmit,interface:eth1} 90 c',
    'container.network.packets{direction:receive,interface:eth0} 100 c',
    'container.network.packets{direction:receive,interface:eth1} 7 c',
    'container.network.packets{direction:transmit,interface:eth0} 110 c',
    'container.network.packets{direction:transmit,interface:eth1} 1 c',
    'container.process.count 7 g',
    'container.restarts 0 g',
    'container.state{state:running} 1 g',
    'container.uptime 69.5 g',
  ]);
  assert.deepEqual(service.parts(), [
    { name: 'docker engine', state: 'ok', detail: 'version 20.10.24 at /var/run/docker.sock' },
    { name: 'containers', state: 'ok', detail: '1 running of 1' },
  ]);
});

test('says what a container of cgroup v1 did since the last round', async t => {
  const fixture = await createCgroupFixture('v1', t);
  const { round } = await collect(t, createFakeEngine(recorded(fixture)), fixture);
  await round(1000);
  await fixture.later();
  assert.deepEqual(short(await round(9500)), [
    'container.cpu.throttled.periods 15 c',
    'container.cpu.throttled.time 1.47301967 c',
    `container.cpu.usage ${0.298883828 / 8.5} g`,
    'container.disk.io{direction:read} 8388608 c',
    'container.disk.io{direction:write} 12288 c',
    'container.disk.operations{direction:read} 8 c',
    'container.disk.operations{direction:write} 4 c',
    'container.memory.limit 67108864 g',
    'container.memory.paging.faults{type:major} 0 c',
    'container.memory.paging.faults{type:minor} 1375 c',
    'container.memory.usage 9293824 g',
    'container.memory.working_set 901120 g',
    'container.network.dropped{direction:receive,interface:eth0} 0 c',
    'container.network.dropped{direction:transmit,interface:eth0} 0 c',
    'container.network.errors{direction:receive,interface:eth0} 0 c',
    'container.network.errors{direction:transmit,interface:eth0} 0 c',
    'container.network.io{direction:receive,interface:eth0} 340 c',
    'container.network.io{direction:transmit,interface:eth0} 118 c',
    'container.network.packets{direction:receive,interface:eth0} 5 c',
    'container.network.packets{direction:transmit,interface:eth0} 2 c',
    'container.process.count 1 g',
    'container.restarts 0 g',
    'container.state{state:running} 1 g',
    'container.uptime 69.5 g',
  ]);
});

test('every metric has the tags of its container', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const tags = { container: 'web', image: 'nginx:1.28', compose_project: 'shop', compose_service: 'front' };
  const { round } = await collect(t, createFakeEngine({ ...recorded(fixture), tags }), fixture);
  const lines = (await round(1000)).filter(line => line.startsWith('container.'));
  assert.ok(
    lines.includes(
      'container.memory.usage{compose_project:shop,compose_service:front,container:web,image:nginx:1.28} 23068672 g',
    ),
  );
  assert.deepEqual(
    lines.filter(line => !/compose_project:shop,compose_service:front,container:web,.*image:nginx:1.28/.test(line)),
    [],
  );
});

test('the counters of a container that starts later count from its start', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const engine = createFakeEngine();
  const { round } = await collect(t, engine, fixture);
  await round(4500);
  const container = { ...recorded(fixture), startedAt: start + 4500 };
  engine.containers.set(container.id, container);
  engine.emit({ time: start + 4500, action: 'start', id: container.id });
  const lines = short(await round(9500));
  for (const line of [
    `container.cpu.usage ${1.52 / 5} g`,
    'container.disk.io{direction:read} 7340032 c',
    'container.network.io{direction:receive,interface:eth0} 18000 c',
    'container.memory.paging.faults{type:minor} 8160 c',
    'container.uptime 5 g',
  ]) {
    assert.ok(lines.includes(line), `${line} in ${lines.join('\n')}`);
  }
});

test('counters that start again at zero, with the same control group, never go backwards', async t => {
  const fixture = await createCgroupFixture('v2', t);
  await fixture.later();
  const { round } = await collect(t, createFakeEngine(recorded(fixture)), fixture);
  await round(1000);
  await fixture.earlier();
  const lines = short(await round(9500));
  assert.deepEqual(
    lines.filter(line => / -/.test(line)),
    [],
  );
  assert.ok(lines.includes('container.network.io{direction:receive,interface:eth0} 18000 c'));
  assert.ok(!lines.some(line => line.startsWith('container.cpu.usage')));
});

test('a container on the network of the host has no network of its own', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { round } = await collect(t, createFakeEngine({ ...recorded(fixture), hostNetwork: true }), fixture);
  assert.deepEqual(
    short(await round(1000)).filter(line => line.startsWith('container.network')),
    [],
  );
});

test('a container that does not run has a state and its restarts, and nothing else', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const exited = { ...recorded(fixture), state: 'exited', pid: 0, restarts: 3 } as const;
  const { round } = await collect(t, createFakeEngine(exited), fixture);
  assert.deepEqual(short(await round(1000)), ['container.restarts 3 g', 'container.state{state:exited} 1 g']);
});

test('a container that dies while it is read is let go without a word', async t => {
  const fixture = await createCgroupFixture('v1', t);
  const engine = createFakeEngine(recorded(fixture));
  const { round, logger, service } = await collect(t, engine, fixture);
  await round(1000);
  await fixture.end();
  // The engine has not told of it yet.
  assert.ok(short(await round(9500)).includes('container.state{state:running} 1 g'));
  engine.containers.set(fixture.id, { ...recorded(fixture), state: 'exited', pid: 0 });
  engine.emit({ time: start + 9501, action: 'die', id: fixture.id, exitCode: 0 });
  assert.deepEqual(short(await round(19_500)), ['container.restarts 0 g', 'container.state{state:exited} 1 g']);
  assert.deepEqual(logger.lines, ['info test: the Docker engine answers, version 20.10.24']);
  assert.deepEqual(service.parts()[1], { name: 'containers', state: 'ok', detail: '0 running of 1' });
});

test('containers of another machine have no figures: said once, counted each round, and shown', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const elsewhere = { ...recorded(fixture), id: 'f'.repeat(64) };
  const { round, logger, service, selfMetrics, statsd } = await collect(t, createFakeEngine(elsewhere), fixture);
  await round(9500);
  await round(19_500);
  assert.deepEqual(short(await round(29_500)), [
    'container.restarts 0 g',
    'container.state{state:running} 1 g',
    'container.uptime 89.5 g',
  ]);
  const reason = `${fixture.proc}/${fixture.pid}/cgroup names no control group of the container`;
  assert.deepEqual(logger.lines.slice(1), [`warn test: goes without the figures of container web: ${reason}`]);
  assert.equal(service.parts()[1]?.state, 'down');
  assert.equal(service.parts()[1]?.detail, `1 running of 1; without the figures of 1: ${reason}`);
  selfMetrics.report(statsd);
  assert.deepEqual(statsd.take(), ['tidegauge.collect.errors{source:containers} 3 c']);
});

test('events are told at once', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const engine = createFakeEngine(recorded(fixture));
  const { clock, statsd } = await collect(t, engine, fixture);
  engine.emit({ time: start + 1.5, action: 'die', id: fixture.id, exitCode: 3 });
  await clock.advance(0);
  assert.deepEqual(statsd.events, [
    {
      time: start + 1,
      title: 'container die',
      text: 'web (nginx:1.28) exited with code 3',
      tags: { container: 'web', image: 'nginx:1.28', action: 'die', exit_code: '3' },
    },
  ]);
});

test('without an engine it runs, says why and what would help, and begins when there is one', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const engine = createFakeEngine(recorded(fixture));
  engine.down();
  const { service, round } = await collect(t, engine, fixture);
  assert.deepEqual(service.parts(), [
    { name: 'docker engine', state: 'off', detail: 'no engine', remedy: 'start it' },
    { name: 'containers', state: 'off', detail: 'only the Docker engine knows them' },
  ]);
  assert.deepEqual(await round(1000), ['tidegauge.collect.duration{source:containers} 0 ms']);
  engine.up();
  assert.ok(short(await round(9500)).includes('container.memory.usage 23068672 g'));
});

test('it can be switched off and on again', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { service, config, round } = await collect(t, createFakeEngine(recorded(fixture)), fixture);
  await service.reconfigure({ ...config, containers: { ...config.containers, enabled: false } });
  assert.deepEqual(service.parts()[1], {
    name: 'containers',
    state: 'off',
    detail: 'switched off',
    remedy: 'containers.enabled: true',
  });
  assert.deepEqual(await round(9500), []);
  await service.reconfigure(config);
  assert.ok(short(await round(19_500)).includes('container.memory.usage 23068672 g'));
});

test('another interval goes on from the last readings, without asking the engine again, so no count is lost', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const engine = createFakeEngine(recorded(fixture));
  const { service, config, round } = await collect(t, engine, fixture);
  await round(9500);
  await service.reconfigure({ ...config, statsd: { ...config.statsd, flush_interval: 20_000 } });
  await fixture.later();
  const lines = short(await round(19_500));
  assert.ok(lines.includes('container.disk.io{direction:read} 2101248 c'));
  assert.deepEqual(await round(39_499), []);
  assert.notDeepEqual(await round(39_500), []);
  assert.deepEqual(engine.asked, ['check', 'list', `events since ${start}`]);
});
