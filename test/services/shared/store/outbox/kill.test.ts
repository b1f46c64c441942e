import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseJson } from '../../../../../services/shared/parse-json.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { startProcess } from '../../../../support/service-process.ts';
import { until } from '../../../../support/until.ts';
import { intervalPoints, pointsPerInterval } from './intervals.ts';
import { openScripted } from './support.ts';

const script = fileURLToPath(new URL('./committing-process.ts', import.meta.url));

test('killed at any moment, three times: every interval that was on disk is in the store, whole, none half', async t => {
  const scratch = await scratchDirectory(t);
  const [directory, stored] = [join(scratch, 'outbox'), join(scratch, 'stored')];
  const readStored = async () => (await readFile(stored, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  const onDisk = new Set<string>();
  for (let run = 0; run < 3; run++) {
    const process = startProcess(t, 'tools/run.mjs', [script, directory, stored, String(run * 1_000_000)]);
    const lines = () => process.output().split('\n').slice(0, -1);
    await until(() => lines().length >= 20, 'twenty intervals on disk', 30);
    await process.stop('SIGKILL');
    for (const name of lines()) onDisk.add(name);
    for (const name of await readdir(directory)) if (name.endsWith('.points')) onDisk.add(name);
  }
  assert.ok((await readdir(directory)).length > 0, 'something was left to be written');

  // What the store holds: the last one written of each series and time, and it must have been the same each time.
  const held = new Map<string, number>();
  const intervals = new Map<number, number>();
  let again = 0;
  const take = ({ metric, time, fields }: Point) => {
    const key = `${metric} ${time}`;
    const before = held.get(key);
    if (before === undefined) intervals.set(time, (intervals.get(time) ?? 0) + 1);
    else again += 1;
    assert.equal(fields.value, before ?? fields.value);
    held.set(key, fields.value!);
  };
  for (const line of await readStored()) {
    const point = parseJson(line);
    if (point) take(point as Point);
  }
  const { store, lie, metrics } = await openScripted(t, { directory });
  store.write = async points => {
    points.forEach(take);
    return { ok: true, value: points.length };
  };
  await lie();

  assert.ok(!metrics().some(line => line.startsWith('tidegauge.store.dropped')));
  // A name is given once, so there is an interval in the store for each.
  assert.ok(intervals.size >= onDisk.size, `${intervals.size} intervals of ${onDisk.size}`);
  for (const [interval, points] of intervals) {
    assert.equal(points, pointsPerInterval, `interval ${interval}`);
    for (const { metric, time, fields } of intervalPoints(interval)) {
      assert.equal(held.get(`${metric} ${time}`), fields.value);
    }
  }
  for (const run of [0, 1, 2]) {
    const times = [...intervals.keys()].filter(time => Math.floor(time / 1_000_000) === run).sort((a, b) => a - b);
    const whole = times.map((_, index) => run * 1_000_000 + index);
    assert.deepEqual(times, whole, `run ${run} without a gap`);
  }
  assert.ok(again > 0, 'a process was killed within a write to the store');
  t.diagnostic(`${intervals.size} intervals, ${again} points written again`);
});
