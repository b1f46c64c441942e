import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createRecordLog } from '../../../../services/shared/files/record-log.ts';
import { readSegments } from '../../../../services/shared/files/record-segments.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { skipWithoutMount } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

/** The log that a run opens in this directory. */
async function open(directory: string, lastNumber = 0, segmentBytes = 1000) {
  const found = await readSegments(directory);
  assert.ok(found.ok);
  const clock = createFakeClock();
  const faults: (string | undefined)[] = [];
  const log = createRecordLog({
    directory,
    found: found.value,
    lastNumber,
    clock,
    segmentBytes,
    onFault: fault => faults.push(fault?.slice(0, 6)),
  });
  /** Appends a record with this number, and says whether it is the first of a segment. */
  const say = (number: number, length = 0) =>
    log.append(number, fresh => [`${number}${fresh ? ' fresh' : ''}`, 'x'.repeat(length)]);
  return { ...log, clock, faults, say, found: found.value };
}

const recordsOf = async (directory: string) => {
  const found = await readSegments(directory);
  assert.ok(found.ok);
  return found.value.records.map(({ segment, payload }) => `${segment}: ${payload.toString().replace(/x+$/, '')}`);
};

const directoryOf = async (t: TestContext) => join(await scratchDirectory(t), 'log');

test('what was appended is found, in its order; each run begins a segment', async t => {
  const directory = await directoryOf(t);
  const first = await open(directory);
  await Promise.all([first.say(1), first.say(2), first.say(2)]);
  await first.close();
  const second = await open(directory, 2);
  assert.deepEqual([second.found.firstSegment, second.found.lastSegment], [1, 1]);
  await second.say(3);
  await second.close();
  assert.deepEqual(await recordsOf(directory), ['1: 1 fresh', '1: 2', '1: 2', '2: 3 fresh']);
});

test('a segment that is full is followed by the next, whose first record is told so', async t => {
  const directory = await directoryOf(t);
  const log = await open(directory);
  for (let number = 1; number <= 5; number++) await log.say(number, 500);
  await log.close();
  assert.deepEqual(await recordsOf(directory), ['1: 1 fresh', '1: 2', '1: 3', '2: 4 fresh', '2: 5']);
});

test('segments go when all of their records are done with and one of a later segment is on disk', async t => {
  const directory = await directoryOf(t);
  const log = await open(directory);
  for (let number = 1; number <= 5; number++) await log.say(number, 500);
  log.done(2);
  await turn();
  assert.equal((await readdir(directory)).length, 2);
  log.done(3);
  await until(async () => (await readdir(directory)).join() === '000000000002.log');
  log.done(5);
  await log.close();
  assert.deepEqual(await readdir(directory), ['000000000002.log'], 'there is none later');
  assert.ok(log.bytes() > 500 && log.bytes() < 1200);
});

test('segments that were found stay until the last of their records is done with', async t => {
  const directory = await directoryOf(t);
  const first = await open(directory);
  for (let number = 1; number <= 5; number++) await first.say(number, 500);
  await first.close();
  const second = await open(directory, 5);
  second.done(4);
  await second.say(6);
  second.done(4);
  await second.close();
  assert.equal((await readdir(directory)).length, 3);
  const third = await open(directory, 6);
  third.done(6);
  await third.say(7);
  await third.close();
  assert.deepEqual(await readdir(directory), ['000000000004.log']);
});

test('records that are appended at about the same time cost one write, and are on disk together', async t => {
  const log = await open(await directoryOf(t), 0, 1_000_000);
  const order: number[] = [];
  const first = log.say(1).then(() => order.push(1));
  const later = Array.from({ length: 500 }, (_, index) => log.say(index + 2).then(() => order.push(index + 2)));
  assert.ok(log.pendingBytes() > 500);
  await first;
  await Promise.all(later);
  assert.deepEqual(
    order,
    Array.from({ length: 501 }, (_, index) => index + 1),
  );
  assert.equal(log.pendingBytes(), 0);
  await log.close();
});

test('of a record that was cut off, and of what is damaged, the rest of the segment is left out, and no other', async t => {
  const directory = await directoryOf(t);
  const log = await open(directory);
  for (let number = 1; number <= 8; number++) await log.say(number, 500);
  await log.close();
  const [, second, third] = await readdir(directory);
  const bytes = await readFile(join(directory, second!));
  bytes[bytes.length - 3]! ^= 1;
  await writeFile(join(directory, second!), bytes);
  await truncate(join(directory, third!), 600);
  await writeFile(join(directory, 'other.log'), 'not ours');
  assert.deepEqual(await recordsOf(directory), ['1: 1 fresh', '1: 2', '1: 3', '2: 4 fresh', '2: 5', '3: 7 fresh']);
  const found = await readSegments(directory);
  assert.deepEqual(found.ok && found.value.damaged, [2], 'a process that was killed leaves the last one cut off');
});

test('while there can be no directory everything waits, and comes to disk when there can', async t => {
  const scratch = await scratchDirectory(t);
  const log = await open(join(scratch, 'data', 'log'));
  await writeFile(join(scratch, 'data'), '');
  const written = Promise.all([log.say(1), log.say(2)]);
  await until(() => log.fault() !== undefined);
  await log.clock.advance(1000);
  await log.clock.advance(2000);
  await rm(join(scratch, 'data'));
  await until(async () => {
    await log.clock.advance(30_000);
    return log.fault() === undefined;
  });
  await written;
  await log.close();
  assert.deepEqual([log.faults, log.pendingBytes()], [['ENOTDI', undefined], 0]);
  assert.deepEqual(await recordsOf(join(scratch, 'data', 'log')), ['1: 1 fresh', '1: 2']);
});

test('a directory that cannot be looked into is told of', async t => {
  const scratch = await scratchDirectory(t);
  await writeFile(join(scratch, 'log'), '');
  const found = await readSegments(join(scratch, 'log'));
  assert.match(found.ok ? '' : found.reason, /^ENOTDIR/);
});

test('a disk that is full: what it took a part of is whole when there is room', {
  skip: skipWithoutMount(),
}, async t => {
  let disk = '';
  // Before the directory is removed.
  t.after(() => spawnSync('umount', ['--lazy', disk]));
  disk = await scratchDirectory(t);
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tidegauge-test', disk]).status, 0);
  const directory = join(disk, 'log');
  const log = await open(directory);
  await log.say(1);
  await writeFile(join(disk, 'filler'), Buffer.alloc(40 * 1024));
  const written = Promise.all([log.say(2, 30_000), log.say(3)]);
  await until(() => log.fault() !== undefined);
  assert.match(log.fault()!, /^ENOSPC/);
  assert.deepEqual(await recordsOf(directory), ['1: 1 fresh']);
  await rm(join(disk, 'filler'));
  await log.clock.advance(1000);
  await written;
  await log.close();
  assert.deepEqual(log.faults, ['ENOSPC', undefined]);
  assert.deepEqual(await recordsOf(directory), ['1: 1 fresh', '1: 2', '2: 3 fresh']);
});

test('an end while the disk takes nothing does not wait for it', async t => {
  const scratch = await scratchDirectory(t);
  const log = await open(join(scratch, 'data', 'log'));
  await writeFile(join(scratch, 'data'), '');
  void log.say(1);
  await until(() => log.fault() !== undefined);
  await log.close();
});
