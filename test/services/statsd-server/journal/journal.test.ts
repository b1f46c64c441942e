import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openJournal } from '../../../../services/statsd-server/journal/journal.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

const all = [{ length: 0, ended: true }];
const batch = (number: number, lines = `a:${number}|c\n`) => ({ number, lines: Buffer.from(lines) });

/** The journal of a run in this directory that applies batches to a list, from `begin` on; the outbox has the entries `kept`. */
async function open(t: TestContext, directory: string, kept: readonly number[] = []) {
  const clock = createFakeClock(12_345);
  const logger = createKeepingLogger();
  const opened = await openJournal({ directory, kept: new Set(kept), clock, logger });
  assert.ok(opened.ok);
  const journal = opened.value;
  const applied: string[] = [];
  let hold: Promise<void> | undefined;
  const begin = () =>
    journal.begin({
      apply: lines => applied.push(String(lines)),
      running: () => ({ start: 10_000, length: 10_000 }),
      hold: () => hold,
    });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= journal.close();
    return closed;
  };
  t.after(close);
  const leftovers = () => [...journal.leftovers()].map(({ lines }) => String(lines));
  return { journal, clock, logger, applied, begin, close, leftovers, holdBy: (until: Promise<void>) => (hold = until) };
}

const directoryOf = async (t: TestContext) => join(await scratchDirectory(t), 'journal');

test('a batch is applied once, and answered when it is on disk, however often it comes', async t => {
  const { journal, applied, begin } = await open(t, await directoryOf(t));
  begin();
  const first = journal.take('client-a', batch(1));
  const again = journal.take('client-a', batch(1));
  await turn();
  assert.deepEqual(applied, ['a:1|c\n']);
  await Promise.all([first, again]);
  assert.equal(journal.last('client-a'), 1);
  await journal.take('client-b', batch(1));
  await journal.take('client-a', batch(1));
  assert.deepEqual(applied, ['a:1|c\n', 'a:1|c\n']);
  assert.deepEqual([journal.last('client-b'), journal.last('client-c')], [1, 0]);
});

test('before it begins, and after it was stopped, nothing is taken', async t => {
  const { journal, applied, begin } = await open(t, await directoryOf(t));
  const early = journal.take('client-a', batch(1));
  await turn();
  assert.deepEqual(applied, []);
  begin();
  await early;
  journal.stop();
  void journal.take('client-a', batch(2));
  await turn();
  assert.deepEqual(applied, ['a:1|c\n']);
});

test('the next batch waits for what the one before held up', async t => {
  const { journal, applied, begin, holdBy } = await open(t, await directoryOf(t));
  let release = () => {};
  holdBy(
    new Promise(resolve => {
      release = resolve;
    }),
  );
  begin();
  await journal.take('client-a', batch(1));
  const next = journal.take('client-a', batch(2));
  await turn();
  assert.equal(applied.length, 1);
  release();
  await next;
  assert.equal(applied.length, 2);
});

test('what a run took and did not get into the outbox is there for the next, with what of it is', async t => {
  const directory = await directoryOf(t);
  const first = await open(t, directory);
  first.begin();
  await first.journal.take('client-a', batch(1));
  first.journal.cut(all);
  first.journal.flushed(99);
  first.journal.witness.closed({ points: 1, events: 2 });
  await first.journal.witness.ready(1);
  await first.journal.take('client-a', batch(2));
  await first.close();

  const second = await open(t, directory, [1]);
  assert.deepEqual([second.journal.last('client-a'), second.journal.lateSecond()], [2, 99]);
  const [old, last] = [...second.journal.leftovers()];
  assert.deepEqual([String(old!.lines), old!.covered.events, old!.covered.series(0)], ['a:1|c\n', false, true]);
  assert.deepEqual([String(last!.lines), last!.covered.events, last!.covered.series(0)], ['a:2|c\n', false, false]);
  assert.deepEqual(old!.covered.running, { start: 10_000, length: 10_000 });
});

test('an interval that ends while leftovers are told covers those that were', async t => {
  const directory = await directoryOf(t);
  const first = await open(t, directory);
  first.begin();
  for (const number of [1, 2, 3]) await first.journal.take('client-a', batch(number));
  await first.close();

  const second = await open(t, directory);
  const leftovers = second.journal.leftovers()[Symbol.iterator]();
  second.journal.cut(all);
  second.journal.witness.closed({ points: 1, events: undefined });
  await second.journal.witness.settled(1);
  leftovers.next();
  leftovers.next();
  second.journal.cut(all);
  second.journal.witness.closed({ points: 2, events: undefined });
  await second.journal.witness.settled(2);
  await second.close();
  assert.deepEqual((await open(t, directory)).leftovers(), ['a:3|c\n']);
});

test('what is in the outbox goes from the disk, and numbers and clients stay', async t => {
  const directory = await directoryOf(t);
  for (let run = 1; run <= 3; run++) {
    const { journal, begin, leftovers, close } = await open(t, directory);
    assert.deepEqual(leftovers(), []);
    begin();
    assert.equal(journal.last('client-a'), run - 1);
    await journal.take('client-a', batch(run));
    journal.cut(all);
    journal.witness.closed({ points: run, events: undefined });
    await journal.witness.settled(run);
    await close();
    assert.ok((await readdir(directory)).length <= 2);
  }
});

test('while the disk takes nothing no batch is answered; then all are', async t => {
  const scratch = await scratchDirectory(t);
  const { journal, clock, logger, begin } = await open(t, join(scratch, 'data', 'journal'));
  await writeFile(join(scratch, 'data'), '');
  begin();
  const taken = journal.take('client-a', batch(1));
  await until(() => journal.part().state === 'down');
  assert.equal(journal.last('client-a'), 0);
  await rm(join(scratch, 'data'));
  await clock.advance(1000);
  await taken;
  assert.deepEqual([journal.last('client-a'), journal.part().state], [1, 'ok']);
  assert.match(
    logger.lines[0]!,
    /^error test: the journal .* cannot be written, so collectors keep what they say: ENOTDIR/,
  );
  assert.equal(logger.lines[1], 'info test: the journal can be written again');
});

test('a journal that cannot be read keeps the server from starting', async t => {
  const directory = await directoryOf(t);
  await writeFile(directory, '');
  const opened = await openJournal({
    directory,
    kept: new Set(),
    clock: createFakeClock(),
    logger: createKeepingLogger(),
  });
  assert.match(opened.ok ? '' : opened.reason, /^the journal .* cannot be read: ENOTDIR/);
});
