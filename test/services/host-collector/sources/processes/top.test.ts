import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessReading } from '../../../../../services/host-collector/sources/processes/table.ts';
import { createTopProcesses } from '../../../../../services/host-collector/sources/processes/top.ts';
import { createRecordingClient } from '../../../../support/recording-client.ts';

const cpu = (user: number) => ({ user, nice: 0, system: 0, iowait: 0, interrupt: 0, steal: 0, idle: 0 });
const reading = (pid: string, name: string, ticks: number, pages = 0): ProcessReading => ({
  pid,
  name,
  state: 'S',
  ticks,
  started: '100',
  pages,
});

test('processes of a name are taken together, and only the heaviest are told', () => {
  const statsd = createRecordingClient();
  const top = createTopProcesses(2, 4096);
  top.tell({ processes: [reading('1', 'a', 10), reading('2', 'b', 0), reading('3', 'c', 0)], left: 0 }, cpu(0), statsd);
  assert.deepEqual(statsd.take(), []);
  const processes = [
    reading('1', 'a', 15, 1),
    reading('2', 'b', 10, 2),
    reading('3', 'c', 9, 4),
    reading('4', 'a', 6, 2),
  ];
  top.tell({ processes, left: 0 }, cpu(100), statsd);
  assert.deepEqual(statsd.take(), [
    'process.cpu.utilization{process:a} 0.11 g',
    'process.cpu.utilization{process:b} 0.1 g',
    'process.memory.usage{process:a} 12288 g',
    'process.memory.usage{process:c} 16384 g',
  ]);
});

test('where not all were read the last time, one that was not seen may be an old one: its time is not counted', () => {
  const statsd = createRecordingClient();
  const top = createTopProcesses(2, 4096);
  top.tell({ processes: [reading('1', 'a', 10)], left: 1 }, cpu(0), statsd);
  top.tell({ processes: [reading('1', 'a', 20), reading('2', 'b', 500)], left: 0 }, cpu(100), statsd);
  assert.deepEqual(statsd.take(), ['process.cpu.utilization{process:a} 0.1 g']);
});

test('a process that got the id of another has used its own time only', () => {
  const statsd = createRecordingClient();
  const top = createTopProcesses(2, 4096);
  top.tell({ processes: [reading('1', 'a', 10)], left: 0 }, cpu(0), statsd);
  top.tell({ processes: [{ ...reading('1', 'b', 12), started: '200' }], left: 0 }, cpu(100), statsd);
  assert.deepEqual(statsd.take(), ['process.cpu.utilization{process:b} 0.12 g']);
});

test('names are made fit for tags before they are taken together', () => {
  const statsd = createRecordingClient();
  createTopProcesses(2, 1).tell(
    { processes: [reading('1', 'a\n', 0, 1), reading('2', 'a\t', 0, 1)], left: 0 },
    undefined,
    statsd,
  );
  assert.deepEqual(statsd.take(), ['process.memory.usage{process:a_} 2 g']);
});
