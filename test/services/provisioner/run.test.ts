import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRun } from '../../../services/provisioner/run.ts';
import { done, failed, pending } from '../../../services/provisioner/step.ts';

test('a step that fails keeps only those from going on that need it', async () => {
  const lines: string[] = [];
  const run = createRun(line => lines.push(line));
  const one = await run.step('one', [], async () => done(1, 'made'));
  const two = await run.step('two', [], async () => failed('set two.key to 2'));
  const three = await run.step('three', [one, two], async ([one]) => done(one + 2, 'never'));
  await run.step('four', [three], async () => done(4, 'never'));
  await run.step('five', [one], async ([one], say) => {
    say('takes its time');
    return done(one + 4, 'made');
  });
  assert.deepEqual(lines, [
    'one               made',
    'two               failed, see below',
    'three             not yet: needs two',
    'four              not yet: needs three',
    'five              takes its time',
    'five              made',
  ]);
  assert.deepEqual(run.failures(), ['two: set two.key to 2']);
});

test('what a dry run would have to make first is no failure', async () => {
  const lines: string[] = [];
  const run = createRun(line => lines.push(line));
  const one = await run.step('one', [], async () => pending('would make one'));
  await run.step('two', [one], async () => done(2, 'never'));
  assert.deepEqual(lines, ['one               would make one', 'two               not yet: needs one']);
  assert.deepEqual(run.failures(), []);
});

test('a mistake in a step is told like a failure, with its place', async () => {
  const run = createRun(() => {});
  await run.step('one', [], async () => {
    throw new TypeError('oops');
  });
  assert.match(run.failures()[0]!, /^one: unexpected: TypeError: oops at .*run\.test\.ts/);
});
