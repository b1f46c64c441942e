import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { skipWithoutMount } from '../../../../support/requires.ts';
import { scratchDirectory } from '../../../../support/scratch.ts';
import { until } from '../../../../support/until.ts';
import { openScripted, points, type Setting } from './support.ts';

/** An outbox that no directory can be made for, until `heal` is called. */
async function openWithoutDisk(t: TestContext, setting: Setting = {}) {
  const inTheWay = join(await scratchDirectory(t), 'data');
  await writeFile(inTheWay, '');
  const opened = await openScripted(t, { directory: join(inTheWay, 'outbox'), ...setting });
  return { ...opened, heal: () => rm(inTheWay) };
}

test('while the disk takes nothing what is flushed goes from memory to the store, and that is told', async t => {
  const { clock, outbox, store, flush, logger, directory } = await openWithoutDisk(t);
  flush('ab');
  assert.deepEqual(await store.takes(1), ['0s ab']);
  flush('c');
  assert.deepEqual(await store.takes(1), ['0s c']);
  const why = logger.lines.at(-1)?.split('memory: ')[1];
  assert.match(why!, /^E\w+/);
  assert.deepEqual(outbox.status(), {
    name: 'outbox',
    state: 'down',
    detail: `0 points and events wait, the newest in memory: ${why}`,
    remedy: `make ${directory} writable, with room on its disk`,
  });
  await clock.advance(5000);
  flush('d');
  assert.deepEqual(await store.takes(1), ['5s d']);
  assert.equal(logger.lines.filter(line => /outbox takes/.test(line)).length, 1);
});

test('what waits in memory comes to disk as soon as that takes it', async t => {
  const { clock, outbox, store, flush, logger, lie, heal } = await openWithoutDisk(t, { behaviour: 'away' });
  flush('ab');
  await store.takes(1);
  outbox.push(points('c'));
  await heal();
  await clock.advance(1000);
  await lie('000000000001.0.2.points', '000000000002.points.part');
  assert.equal(logger.lines.at(-1), 'info test: the outbox takes again what is flushed');
  outbox.commit();
  await lie('000000000001.0.2.points', '000000000002.0.1.points');
});

test('beyond the bound on memory the oldest goes, counted and told once', async t => {
  // Room for two entries of one point.
  const { outbox, store, flush, logger, metrics } = await openWithoutDisk(t, { behaviour: 'away', maxUnwritten: 170 });
  flush('a');
  await store.takes(1);
  for (const letter of 'bcd') flush(letter);
  assert.ok(metrics().includes('tidegauge.store.dropped 2 c'));
  assert.equal(
    logger.lines.at(-1),
    'warn test: the outbox takes less than is flushed, and memory holds no more: the oldest points and events are dropped',
  );
  assert.match(outbox.status().detail, /^2 points and events wait/);
});

test('what is in memory alone when everything stops is lost, counted and told', async t => {
  const { clock, outbox, store, flush, logger, metrics } = await openWithoutDisk(t, { behaviour: 'away' });
  flush('ab');
  await store.takes(1);
  const drained = outbox.drain(10_000);
  await clock.advance(10_000);
  await drained;
  assert.ok(metrics().includes('tidegauge.store.dropped 2 c'));
  assert.equal(
    logger.lines.at(-1),
    'error test: 2 points and events are lost: they are neither in the store nor in the outbox',
  );
});

test('a directory removed while it is used costs what was not complete, and is made anew', async t => {
  const { directory, outbox, store, flush, lie, metrics } = await openScripted(t);
  outbox.push(points('ab'));
  await lie('000000000001.points.part');
  await rm(directory, { recursive: true });
  outbox.commit();
  await until(() => metrics().includes('tidegauge.store.dropped 2 c'));
  flush('c');
  assert.deepEqual(await store.takes(1), ['0s c']);
});

test('a disk that is full: nothing is lost, and it goes on when there is room', {
  skip: skipWithoutMount(),
}, async t => {
  let disk = '';
  // Before the directory is removed.
  t.after(() => spawnSync('umount', ['--lazy', disk]));
  disk = await scratchDirectory(t);
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tidegauge-test', disk]).status, 0);
  await mkdir(join(disk, 'data'));
  await writeFile(join(disk, 'filler'), Buffer.alloc(900 * 1024));
  const directory = join(disk, 'data/outbox');
  const { clock, outbox, store, logger, lie } = await openScripted(t, { behaviour: 'away', directory });
  const many = 'p'.repeat(5000);
  for (let flushed = 1; flushed <= 8; flushed++) {
    outbox.push(points(many));
    outbox.commit();
  }
  await until(() => outbox.status().remedy !== undefined);
  assert.match(logger.lines.find(line => line.includes('takes nothing'))!, /ENOSPC/);
  await store.takes(1);

  await rm(join(disk, 'filler'));
  await clock.advance(1000);
  await lie(...Array.from({ length: 8 }, (_, index) => `00000000000${index + 1}.0.5000.points`));
  assert.equal(outbox.status().remedy, undefined);
  store.behaviour = 'takes';
  store.takeWrites();
  await clock.advance(30_000);
  assert.deepEqual(
    (await store.takes(8)).map(write => write.split(' ')[1]),
    Array(8).fill(many),
  );
  await lie();
});
