import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createRound } from '../../../services/container-collector/round.ts';
import type { Container } from '../../../services/shared/engine/container.ts';
import { type CgroupFixture, createCgroupFixture } from '../../support/cgroup-fixture.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeContainer } from '../../support/fake-engine.ts';
import { createKeepingLogger } from '../../support/keeping-logger.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

const start = Date.UTC(2026, 0, 1);
const gib = 1024 ** 3;

/** Rounds over a recorded tree, watched from `start` on. */
function createRounds(t: TestContext, { proc, cgroup }: CgroupFixture) {
  const clock = createFakeClock(start);
  const statsd = createRecordingClient();
  const logger = createKeepingLogger();
  const passed = { milliseconds: 0 };
  const elapsed = () => passed.milliseconds;
  const round = createRound({ statsd, clock, elapsed, logger, proc, cgroup, machineMemory: gib, watchedSince: start });
  t.after(() => round.close());
  /** Lets `milliseconds` pass, at whose end the wall clock shows `time`, milliseconds after the start. */
  const pass = (milliseconds: number, time: number) => {
    passed.milliseconds += milliseconds;
    return clock.advanceTo(start + time);
  };
  const usages = (...containers: Container[]) => {
    round.run(containers);
    return statsd.take().filter(line => line.startsWith('container.cpu.usage'));
  };
  return { round, statsd, logger, pass, usages };
}

const recorded = ({ id, pid }: CgroupFixture, startedAt = start - 60_000) =>
  fakeContainer(id, { name: 'web', tags: {}, pid, startedAt });

test('a wall clock that is set makes no container look busier, or idler, than it is', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { round, pass, usages } = createRounds(t, fixture);
  const web = recorded(fixture);
  round.look(web);
  await fixture.later();
  await pass(10_000, 1000);
  assert.deepEqual(usages(web), ['container.cpu.usage 0.25 g']);
  await pass(10_000, 3_600_000);
  assert.deepEqual(usages(web), ['container.cpu.usage 0 g']);
  await pass(10_000, -3_600_000);
  assert.deepEqual(usages(web), ['container.cpu.usage 0 g']);
});

test('the first usage of a container that started under our eyes is since its start', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { round, pass, usages } = createRounds(t, fixture);
  const web = recorded(fixture, start + 3000);
  await pass(4000, 4000);
  round.look(web);
  await pass(3000, 1000);
  assert.deepEqual(usages(web), [`container.cpu.usage ${1.52 / 4} g`]);
});

test('a mistake with one container is a failure of that one, said once, and keeps none of the others back', async t => {
  const fixture = await createCgroupFixture('v2', t);
  const { round, statsd, logger } = createRounds(t, fixture);
  const { gauge } = statsd;
  statsd.gauge = (name, value, tags) => {
    if (tags?.container === 'bad') throw new Error('a mistake');
    gauge(name, value, tags);
  };
  const containers = [fakeContainer('bad', { pid: 0 }), recorded(fixture)];
  assert.equal(round.run(containers), false);
  assert.equal(round.run(containers), false);
  assert.equal(statsd.lines.filter(line => line.startsWith('container.memory.usage')).length, 2);
  assert.match(round.failing.get('bad') ?? '', /^unexpected: Error: a mistake at /);
  assert.equal(logger.lines.length, 1);
  assert.match(logger.lines[0] ?? '', /^warn test: goes without the figures of container bad: unexpected: /);
  statsd.gauge = gauge;
  assert.equal(round.run(containers), true);
});
