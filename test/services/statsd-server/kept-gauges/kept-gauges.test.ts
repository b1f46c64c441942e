import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { scratchDirectory } from '../../../support/scratch.ts';
import { gauge, hour, keep } from './support.ts';

const logPath = async (t: TestContext) => join(await scratchDirectory(t), 'data', 'gauges.log');

/** What the next process would find, as `metric: value`. */
async function found(path: string): Promise<string[]> {
  const gauges = await keep(path).load();
  return gauges.map(({ metric, value }) => `${metric}: ${value}`).sort();
}

/** A process that has begun. */
async function begun(path: string, options: Parameters<typeof keep>[1] = {}) {
  const kept = keep(path, options);
  await kept.load();
  return { ...kept, now: kept.clock.now() };
}

test('gauges survive a restart, with their tags and times', async t => {
  const path = await logPath(t);
  const first = await begun(path);
  const tags = { env: 'pröd', text: 'a "b"\n\u2028c,d:e' };
  await first.flush(
    gauge('depth', 12.5, first.now, tags),
    gauge('depth', -4, first.now),
    gauge('level', 1e-7, first.now),
  );
  await first.flush(gauge('depth', 13, first.now + 10_000, tags));
  await first.close();

  const second = keep(path);
  assert.deepEqual(await second.load(), [
    { metric: 'depth', tags: { ...tags, metric_type: 'gauge' }, value: 13, lastActive: first.now + 10_000 },
    { metric: 'depth', tags: { metric_type: 'gauge' }, value: -4, lastActive: first.now },
    { metric: 'level', tags: { metric_type: 'gauge' }, value: 1e-7, lastActive: first.now },
  ]);
  // What was only loaded is kept on.
  await second.flush(gauge('other', 1, first.now));
  await second.close();
  assert.deepEqual(await found(path), ['depth: -4', 'depth: 13', 'level: 1e-7', 'other: 1']);
});

test('what is no gauge, and what the server tells of itself, is not kept', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  const counter = { ...gauge('requests', 1, now), tags: { metric_type: 'counter' } };
  await flush(counter, gauge('tidegauge.statsd.series', 3, now), gauge('tidegaugex', 4, now));
  assert.deepEqual(await found(path), ['tidegaugex: 4']);
});

test('nothing older changes a gauge, nor what came late', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  await flush(gauge('a', 1, now), gauge('a', 2, now - 10_000), gauge('a', 3, now + 1), gauge('b', 4, now + 1));
  assert.deepEqual(await found(path), ['a: 1']);
});

test('a clock that is set back does not keep gauges as they are', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  await flush(gauge('a', 1, now + 24 * hour));
  await flush(gauge('a', 2, now));
  assert.deepEqual(await found(path), ['a: 2']);
});

test('a gauge that got nothing for as long as the time-out is not found', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  await flush(gauge('old', 1, now - hour - 10), gauge('young', 2, now - hour));
  assert.deepEqual(await found(path), ['young: 2']);
});

test('a value that stays is not written again before a tenth of the time-out is over', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  await flush(gauge('a', 1, now));
  const size = async () => (await stat(path)).size;
  const before = await size();
  await flush(gauge('a', 1, now + hour / 10 - 10));
  assert.equal(await size(), before);
  await flush(gauge('a', 1, now + hour / 10));
  assert.ok((await size()) > before);
});

test('a gauge that was forgotten is not found, unless it came again', async t => {
  const path = await logPath(t);
  const first = await begun(path);
  await first.flush(gauge('a', 1, first.now), gauge('b', 2, first.now), gauge('c', 3, first.now));
  for (const metric of ['a', 'b', 'unknown']) first.forgotten(metric, { metric_type: 'gauge' });
  await first.flush(gauge('b', 4, first.now));
  await first.close();
  assert.deepEqual(await found(path), ['b: 4', 'c: 3']);

  // Before its first write a process has told nothing of what it found.
  const second = await begun(path);
  for (const metric of ['b', 'c']) second.forgotten(metric, { metric_type: 'gauge' });
  await second.flush();
  assert.deepEqual(await found(path), []);
});

test('values of a write under way are replaced by later ones, and all come to the disk', async t => {
  const path = await logPath(t);
  const { points, flushed, close, now } = await begun(path);
  for (let round = 0; round < 50; round++) {
    points(Array.from({ length: 900 }, (_, index) => gauge(`g.${index}`, round, now + round * 10_000)));
    flushed();
  }
  await close();
  assert.deepEqual(new Set((await found(path)).map(text => text.split(': ')[1])), new Set(['49']));
});

test('the file stays near twice the size of what is in it', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  const round = (value: number) =>
    flush(...Array.from({ length: 1000 }, (_, index) => gauge(`some.gauge.of.a.length.${index}`, value, now)));
  await round(0);
  const { size: whole } = await stat(path);
  let largest = 0;
  for (let value = 1; value < 60; value++) {
    await round(value);
    largest = Math.max(largest, (await stat(path)).size);
  }
  assert.ok(largest < 4 * whole, `${largest} of ${whole}`);
  assert.equal((await found(path)).length, 1000);
});

test('gauges that come and go leave nothing behind', async t => {
  const path = await logPath(t);
  const { flush, forgotten, now } = await begun(path);
  for (let round = 0; round < 60; round++) {
    const names = Array.from({ length: 500 }, (_, index) => `g.${round}.${index}`);
    await flush(...names.map(name => gauge(name, 1, now)));
    for (const name of names) forgotten(name, { metric_type: 'gauge' });
  }
  await flush();
  assert.deepEqual(await found(path), []);
  assert.ok((await stat(path)).size < 500_000);
});

test('beyond the bound gauges are not kept, and counted', async t => {
  const path = await logPath(t);
  const { flush, counted, now } = await begun(path, { maxGauges: () => 2 });
  await flush(gauge('a', 1, now), gauge('b', 2, now), gauge('c', 3, now), gauge('a', 4, now));
  assert.deepEqual(await found(path), ['a: 4', 'b: 2']);
  assert.deepEqual(counted(), { 'tidegauge.gauges.dropped': 1 });
});

test('a group that was cut off or damaged is left out, and the others are found', async t => {
  const path = await logPath(t);
  const { flush, now } = await begun(path);
  await flush(gauge('a', 1, now), gauge('b', 1, now));
  await flush(gauge('a', 2, now));
  await flush(gauge('b', 2, now));
  const whole = await readFile(path);
  for (let length = 0; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    const gauges = await found(path);
    const states = ['', 'a: 1,b: 1', 'a: 2,b: 1', 'a: 2,b: 2'];
    assert.ok(states.includes(gauges.join()), gauges.join());
    // The line feed of the last sum may be missing.
    if (gauges.join() === states[3]) assert.equal(length, whole.length - 1);
  }
  await writeFile(path, Buffer.from(whole.toString().replace(' 2 ', ' 7 ')));
  assert.deepEqual(await found(path), ['a: 1', 'b: 2']);
  // As a file system may leave it when the power goes.
  await writeFile(path, whole);
  await appendFile(path, Buffer.alloc(5000));
  assert.deepEqual(await found(path), ['a: 2', 'b: 2']);
});

test('a file that is none of ours is told of, and gauges are kept from then on', async t => {
  const path = await logPath(t);
  await mkdir(join(path, '..'));
  await writeFile(path, 'tidegauge gauges 9\n');
  const { flush, logger, now } = await begun(path);
  assert.deepEqual(logger.lines, [
    `error test: the gauges of the last run are lost: ${path} cannot be read: it does not begin with "tidegauge gauges 1"`,
  ]);
  await flush(gauge('a', 1, now));
  assert.deepEqual(await found(path), ['a: 1']);
});

test('while the file cannot be written that is logged once and counted, and made up for afterwards', async t => {
  const path = await logPath(t);
  // Where a directory should be there is a file: that holds for root, too.
  await writeFile(join(path, '..'), '');
  const { flush, logger, counted, parts, now } = await begun(path);
  logger.lines.length = 0;
  for (let round = 0; round < 3; round++) await flush(gauge('a', round, now));
  assert.equal(logger.lines.length, 1);
  assert.match(logger.lines[0]!, /^error test: gauges are not kept over a restart: .*gauges\.log cannot be written: E/);
  assert.deepEqual(counted(), { 'tidegauge.gauges.failures': 3 });
  assert.equal(parts()[0]!.state, 'down');
  await rm(join(path, '..'));
  await flush();
  assert.deepEqual(await found(path), ['a: 2']);
  assert.equal(parts()[0]!.state, 'ok');
});
