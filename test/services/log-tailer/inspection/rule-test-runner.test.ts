import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createRuleTestRunner } from '../../../../services/log-tailer/inspection/rule-test-runner.ts';
import { type Clock, systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const rules = "- match: 'took (?<ms>\\d+) ms'\n  metric: took\n  type: timing\n  value: ms\n";
const request = { rules, lines: [] };

/** Makes processes that run `program` on every test, and remembers them. */
async function createProcesses(t: TestContext, program: string) {
  const path = join(await scratchDirectory(t), 'program.mjs');
  await writeFile(path, `process.on('message', () => { ${program} });`);
  const started: ChildProcess[] = [];
  const start = () => {
    const one = fork(path, [], { execArgv: [], stdio: 'ignore' });
    started.push(one);
    return one;
  };
  return { started, start };
}

/** A clock that tells how many timers of it are set. */
function createCountedClock() {
  const clock = createFakeClock();
  let timers = 0;
  const at: Clock['at'] = (time, action) => {
    const cancel = clock.at(time, action);
    timers += 1;
    let counted = true;
    return () => {
      cancel();
      if (counted) timers -= 1;
      counted = false;
    };
  };
  return { now: clock.now, at, timers: () => timers };
}

test('rules are tested in a process of their own, one test after the other', async t => {
  const runner = createRuleTestRunner(systemClock);
  t.after(runner.stop);
  for (const ms of [7, 12]) {
    const report = await runner.test({ rules, lines: [`took ${ms} ms`, 'nothing'] });
    assert.ok(report.ok && report.value.ok);
    assert.deepEqual(report.value.lines[0]?.metrics, [{ name: 'took', type: 'timing', tags: {}, value: ms }]);
    assert.deepEqual(
      report.value.rules.map(({ matched }) => matched),
      [1],
    );
  }
  const refused = await runner.test({ rules: '- match: "(a"\n  metric: a\n', lines: [] });
  assert.ok(refused.ok && !refused.value.ok);
});

test('a test that takes too long is ended with its process, and the newest of those that waited goes on', async t => {
  const { started, start } = await createProcesses(t, '');
  const clock = createFakeClock();
  const runner = createRuleTestRunner(clock, start);
  t.after(runner.stop);
  const [first, second, third] = [runner.test(request), runner.test(request), runner.test(request)];
  assert.deepEqual(await second, { ok: false, reason: 'another test came after this one' });
  await clock.advance(8000);
  assert.deepEqual(await first, {
    ok: false,
    reason: 'the test took longer than 8 s: try fewer lines, or a simpler rule',
  });
  assert.equal(started.length, 2);
  assert.equal(started[0]?.killed, true);
  started[1]!.kill();
  assert.deepEqual(await third, { ok: false, reason: 'the process that tests rules ended by itself' });
});

test('a stop ends the test under way with its process, leaves no timer behind, and no test comes after it', async t => {
  const { started, start } = await createProcesses(t, '');
  const clock = createCountedClock();
  const runner = createRuleTestRunner(clock, start);
  const [underWay, waiting] = [runner.test(request), runner.test(request)];
  runner.stop();
  const stopping = { ok: false, reason: 'Tidegauge is stopping' };
  assert.deepEqual([await underWay, await waiting], [stopping, stopping]);
  assert.equal(started[0]?.killed, true);
  assert.deepEqual(await runner.test(request), stopping);
  await once(started[0]!, 'exit');
  assert.equal(started.length, 1);
  assert.equal(clock.timers(), 0);
});

test('a process that ended while there was nothing to test is started anew for the next test', async t => {
  const { started, start } = await createProcesses(t, 'process.send({ ok: false, errors: [] })');
  const runner = createRuleTestRunner(createFakeClock(), start);
  t.after(runner.stop);
  assert.ok((await runner.test(request)).ok);
  started[0]!.kill();
  await once(started[0]!, 'exit');
  assert.ok((await runner.test(request)).ok);
  assert.equal(started.length, 2);
});
