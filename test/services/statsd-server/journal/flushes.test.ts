import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createFlushes } from '../../../../services/statsd-server/journal/flushes.ts';
import { coveredByAll, noMarks } from '../../../../services/statsd-server/journal/marks.ts';

const all = [{ length: 0, ended: true }];

/** Flushes before a journal that keeps records when it is told to; each as JSON, without what does not matter here. */
function create() {
  const heads: string[] = [];
  const write: (() => void)[] = [];
  const covered: number[] = [];
  let fault: string | undefined;
  const flushes = createFlushes({
    marks: noMarks,
    lateSecond: 5,
    append(head) {
      heads.push(JSON.stringify(head));
      return new Promise(resolve => write.push(resolve));
    },
    fault: () => fault,
    onCovered: marks => covered.push(coveredByAll(marks)),
  });
  return {
    flushes,
    heads,
    covered,
    /** Brings the records so far to disk. */
    async write() {
      for (const done of write.splice(0)) done();
      await turn();
    },
    breakDisk(reason: string | undefined) {
      fault = reason;
      flushes.onFault(reason);
    },
  };
}

/** Whether it has resolved, or why it was rejected. */
async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  let outcome: unknown = 'pending';
  void promise.then(
    () => {
      outcome = 'resolved';
    },
    error => {
      outcome = error.message;
    },
  );
  await turn();
  return outcome;
}

test('an entry may get its name when the record of its flush is on disk, and go to the store when that of its end is', async () => {
  const { flushes, heads, covered, write } = create();
  flushes.cut(all, 7);
  flushes.flushed(42);
  flushes.closed({ points: 1, events: 2 });
  const ready = flushes.ready(1);
  assert.equal(await outcomeOf(ready), 'pending');
  await write();
  assert.equal(await outcomeOf(ready), 'resolved');
  const settled = flushes.settled(1);
  assert.equal(await outcomeOf(settled), 'pending');
  await write();
  assert.equal(await outcomeOf(settled), 'resolved');
  const events = flushes.settled(2);
  await write();
  await events;
  assert.deepEqual(heads, [
    '{"flush":{"points":1,"events":2,"marks":{"events":7,"series":[[0,7]]},"lateSecond":42}}',
    '{"settled":1}',
    '{"settled":2}',
  ]);
  assert.deepEqual(covered, [0, 0, 7]);
  assert.deepEqual(flushes.state(), { marks: { events: 7, series: [[0, 7]] }, lateSecond: 42, open: [] });
});

test('what is told of the state with a record is true of that record, too', async () => {
  const states: unknown[] = [];
  const flushes = createFlushes({
    marks: noMarks,
    lateSecond: 0,
    async append() {
      states.push(flushes.state());
    },
    fault: () => undefined,
    onCovered() {},
  });
  flushes.cut(all, 7);
  flushes.closed({ points: 1, events: undefined });
  await flushes.settled(1);
  assert.deepEqual(states.at(-1), { marks: { events: 7, series: [[0, 7]] }, lateSecond: 0, open: [] });
});

test('an interval that goes on is covered as far as it was, one that is new as far as all others were', async () => {
  const { flushes, heads } = create();
  flushes.cut(all, 3);
  flushes.closed({ points: 1, events: undefined });
  flushes.cut([...all, { length: 30_000, ended: false }], 5);
  flushes.closed({ points: 2, events: undefined });
  flushes.cut([...all, { length: 30_000, ended: false }], 8);
  flushes.closed({ points: 3, events: undefined });
  flushes.cut([...all, { length: 30_000, ended: true }], 9);
  flushes.closed({ points: 4, events: undefined });
  assert.deepEqual(
    heads.map(head => JSON.stringify(JSON.parse(head).flush.marks.series)),
    ['[[0,3]]', '[[0,5],[30000,3]]', '[[0,8],[30000,3]]', '[[0,9],[30000,9]]'],
  );
});

test('what was dropped is settled, once, and so is a flush of which there was nothing', async () => {
  const { flushes, heads, covered, write } = create();
  flushes.cut(all, 3);
  flushes.closed({ points: undefined, events: undefined });
  await write();
  assert.deepEqual(covered, [3]);
  flushes.cut(all, 4);
  flushes.closed({ points: 1, events: undefined });
  void flushes.settled(1);
  void flushes.settled(1);
  void flushes.settled(99);
  await write();
  assert.deepEqual([heads.length, covered.at(-1)], [3, 4]);
});

test('while the disk takes nothing no entry gets its name, and the store what is settled all the same', async () => {
  const { flushes, write, breakDisk } = create();
  flushes.cut(all, 3);
  flushes.closed({ points: 1, events: undefined });
  const ready = flushes.ready(1);
  assert.equal(await outcomeOf(ready), 'pending');
  breakDisk('no room');
  assert.equal(await outcomeOf(ready), 'the journal cannot be written: no room');
  assert.equal(await outcomeOf(flushes.ready(1)), 'the journal cannot be written: no room');
  assert.equal(await outcomeOf(flushes.settled(1)), 'resolved');
  breakDisk(undefined);
  await write();
  assert.equal(await outcomeOf(flushes.ready(1)), 'resolved');
});

test('without a cut a commit says nothing', async () => {
  const { flushes, heads } = create();
  flushes.closed({ points: 1, events: undefined });
  await flushes.ready(1);
  assert.deepEqual(heads, []);
});
