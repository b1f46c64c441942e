import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRuleTestRunner } from '../../../../services/log-tailer/inspection/rule-test-runner.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const rules = "- match: 'took (?<ms>\\d+) ms'\n  metric: took\n  type: timing\n  value: ms\n";

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
  const directory = await scratchDirectory(t);
  const program = join(directory, 'silent.mjs');
  await writeFile(program, 'process.on("message", () => {});');
  const clock = createFakeClock();
  const started: ReturnType<typeof fork>[] = [];
  const runner = createRuleTestRunner(clock, () => {
    started.push(fork(program, [], { execArgv: [], stdio: 'ignore' }));
    return started.at(-1)!;
  });
  t.after(runner.stop);
  const test = { rules, lines: [] };
  const [first, second, third] = [runner.test(test), runner.test(test), runner.test(test)];
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
