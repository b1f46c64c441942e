import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuTimesBetween, parseCpuTimes } from '../../../../services/host-collector/sources/cpu-times.ts';

test('the line of all cores; guests are in user already', () => {
  assert.deepEqual(parseCpuTimes('cpu  1 2 3 4 5 6 7 8 1 2\ncpu0 9 9 9 9 9 9 9 9 9 9\n'), {
    user: 1,
    nice: 2,
    system: 3,
    idle: 4,
    iowait: 5,
    interrupt: 13,
    steal: 8,
  });
});

test('an old kernel has fewer modes', () => {
  assert.equal(parseCpuTimes('cpu  1 2 3 4\n')?.steal, 0);
});

test('no such line', () => {
  assert.equal(parseCpuTimes('cpu0 1 2 3 4\n'), undefined);
});

test('a counter that goes back counts as none, and the rest still adds up', () => {
  const before = { user: 100, nice: 0, system: 50, iowait: 30, interrupt: 0, steal: 0, idle: 1000 };
  const after = { user: 110, nice: 0, system: 55, iowait: 20, interrupt: 0, steal: 0, idle: 1085 };
  assert.deepEqual(cpuTimesBetween(before, after), {
    times: { user: 10, nice: 0, system: 5, iowait: 0, interrupt: 0, steal: 0, idle: 85 },
    total: 100,
  });
});
