import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlan } from './plan.ts';
import { targetsOf } from './variants.ts';

const options = { seed: 7, lines: 1000, seconds: 10, kills: 20, targets: targetsOf.apart, containers: true };

test('the same seed makes the same plan, another one another', () => {
  assert.deepEqual(createPlan(options), createPlan(options));
  assert.notDeepEqual(createPlan(options).kills, createPlan({ ...options, seed: 8 }).kills);
});

test('all lines are shared out, and the kills fall while they are written, in order', () => {
  const { files, containers, kills } = createPlan(options);
  assert.equal(files.length, 8);
  assert.deepEqual(
    containers.map(({ name }) => name),
    ['chatty', 'gzip', 'short-1', 'short-2', 'short-3', 'short-4'],
  );
  assert.deepEqual(new Set([...files, ...containers.slice(0, 2)].map(({ lines }) => lines)), new Set([100]));
  const times = kills.map(({ at }) => at);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.ok(times.every(at => at >= 0 && at < 10_000));
  assert.deepEqual(new Set(kills.map(({ target }) => target)), new Set(targetsOf.apart));
});

test('without an engine there are only files, and none is killed; sources that are named are alone, and write all of it', () => {
  const without = createPlan({ ...options, containers: false });
  assert.deepEqual(without.containers, []);
  assert.deepEqual(
    new Set(without.kills.map(({ target }) => target)),
    new Set(['log-tailer', 'statsd-server', 'influxdb']),
  );
  const { files, containers } = createPlan({ ...options, only: ['rename', 'short-2'] });
  assert.deepEqual(
    [...files, ...containers].map(({ name, lines }) => [name, lines]),
    [
      ['rename', 1000],
      ['short-2', 300],
    ],
  );
});
