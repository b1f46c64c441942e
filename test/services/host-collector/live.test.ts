import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { test } from 'node:test';
import { createSources } from '../../../services/host-collector/sources/all.ts';
import { configSchema } from '../../../services/shared/config/schema.ts';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { createRecordingClient } from '../../support/recording-client.ts';

const skip = existsSync('/proc/stat') ? false : 'no /proc: only Linux has it';

/** Metrics by name and tags, from lines such as `system.cpu.utilization{mode:user} 0.25 g`. */
const valuesOf = (lines: readonly string[]) =>
  new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ', line.length - 3)), Number(line.split(' ').at(-2))]));

/** The sum of the values whose names begin so. */
const sum = (values: ReadonlyMap<string, number>, beginning: string) =>
  [...values].filter(([name]) => name.startsWith(beginning)).reduce((total, [, value]) => total + value, 0);

test('this very host: what must add up does', { skip }, async () => {
  const statsd = createRecordingClient();
  const { host } = configSchema.parse({});
  const sources = createSources(host, systemClock);
  for (const source of sources) await source.collect(statsd);
  statsd.take();
  // Ticks are 10 ms: rounds follow each other until one saw some pass.
  const values = new Map<string, number>();
  for (let tries = 0; tries < 10_000 && !values.has('system.cpu.utilization{mode:idle}'); tries++) {
    for (const source of sources) await source.collect(statsd);
    for (const [name, value] of valuesOf(statsd.take())) values.set(name, value);
  }
  for (const source of sources) source.close();

  assert.ok(Math.abs(sum(values, 'system.cpu.utilization') - 1) < 1e-9);
  assert.equal(values.get('system.cpu.logical.count'), cpus().length);
  assert.equal(sum(values, 'system.memory.usage'), values.get('system.memory.limit'));
  assert.ok(values.get('system.memory.usage{state:used}')! > 0);
  assert.ok(sum(values, 'system.process.count') > 0);
  assert.ok(values.get('system.process.count{status:running}')! >= 1, 'this process is running');
  assert.ok([...values].every(([, value]) => Number.isFinite(value)));
  const shares = [...values].filter(([name]) => name.includes('utilization') && !name.startsWith('process.cpu'));
  assert.ok(shares.every(([, share]) => share >= 0 && share <= 1));
  const names = new Set([...values.keys()].filter(name => name.startsWith('process.')).map(name => name.split('{')[1]));
  assert.ok(names.size <= 2 * host.top_processes);
});
