import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSweptTable, stride } from './swept-table.ts';

/** More than a stride of series of each type, said once, with this value. */
const everyType = (value: number) =>
  Array.from({ length: 100 }, (_, index) => [
    `c${index}:${value}|c`,
    `g${index}:${value}|g`,
    `t${index}:${value}|ms`,
    `s${index}:${value}|s`,
    `s${index}:x${value}|s`,
  ]).flat();
/** The points of an interval in which each got that value. */
const pointsOf = (value: number, time: number) =>
  Array.from({ length: 100 }, (_, index) => [
    `c${index} ${value} @${time}`,
    `g${index} ${value} @${time}`,
    `t${index} ${value} @${time}`,
    `s${index} 2 @${time}`,
  ])
    .flat()
    .sort();

test('what comes between two steps belongs to the new interval, before and behind the sweep, for each type', () => {
  for (let steps = 0; steps < 8; steps++) {
    const { feed, cut, step, rest } = createSweptTable();
    feed(...everyType(1));
    cut();
    const points: string[] = [];
    for (let taken = 0; taken < steps; taken++) points.push(...step().points);
    feed(...everyType(5));
    points.push(...rest());
    assert.deepEqual(points.sort(), pointsOf(1, 0));
    cut();
    assert.deepEqual(rest().sort(), pointsOf(5, 10));
    cut();
    assert.deepEqual(rest(), []);
  }
});

test('a step takes one stride when the time is up, and says when it was the last', () => {
  const { feed, cut, step } = createSweptTable();
  feed(...Array.from({ length: 100 }, (_, index) => `c${index}:1|c`));
  cut();
  // One row is that of what rules drop.
  const [first, second] = [step(), step()];
  assert.deepEqual([first.points.length, first.done], [stride - 1, false]);
  assert.equal(second.points.length, 100 - (stride - 1));
  assert.equal(step().done, true);
});

test('timings and sets, of which one may take a millisecond, are taken one by one', () => {
  const { feed, cut, step } = createSweptTable();
  feed(...Array.from({ length: 10 }, (_, index) => [`t${index}:1|ms`, `s${index}:1|s`]).flat());
  cut();
  for (let index = 0; index < 20; index++) assert.equal(step().points.length, 1);
  assert.equal(step().done, true);
});

test('a gauge that is changed between two steps is told as it was, then as it is', () => {
  const { feed, cut, rest } = createSweptTable();
  feed('g:5|g');
  cut();
  feed('g:+1|g', 'g:+1|g');
  assert.deepEqual(rest(), ['g 5 @0']);
  cut();
  assert.deepEqual(rest(), ['g 7 @10']);
});

test('a series that is made between two steps tells nothing of the interval before', () => {
  const { feed, cut, rest } = createSweptTable();
  cut();
  feed('new:1|c');
  assert.deepEqual(rest(), []);
  cut();
  assert.deepEqual(rest(), ['new 1 @10']);
});

test('an idle series that would be deleted by this sweep begins anew when a value comes before it', () => {
  const { feed, cut, rest, table, forgotten } = createSweptTable({ delete_idle: true });
  feed('g:5|g', 'c:5|c');
  cut();
  assert.deepEqual(rest(), ['g 5 @0', 'c 5 @0']);
  cut();
  feed('g:+1|g', 'c:1|c');
  assert.deepEqual(rest(), []);
  assert.deepEqual([forgotten, table.columns.length], [[], 3]);
  cut();
  assert.deepEqual(rest(), ['g 1 @20', 'c 1 @20']);
});

test('a series that is forgotten between two steps still tells of the interval before, and its name may come again', () => {
  const { feed, cut, rest, sweep, forgotten } = createSweptTable();
  feed('c:1|c', 'g:2|g');
  cut();
  feed('g:+1|g');
  sweep.forget(1);
  sweep.forget(2);
  feed('c:10|c', 'g:+20|g');
  assert.deepEqual(rest().sort(), ['c 1 @0', 'g 2 @0']);
  assert.deepEqual(forgotten, ['g']);
  cut();
  assert.deepEqual(rest().sort(), ['c 10 @10', 'g 20 @10']);
});

test('a series that dies while keys are purged is purged the next time, and its row is not given away before', () => {
  const { feed, cut, rest, step, sweep, table } = createSweptTable({ delete_idle: true });
  feed('a:1|c', 'b:1|c');
  cut();
  rest();
  feed('b:1|c');
  cut();
  // One step for the rows, one for a part of the purge of `a`.
  step();
  step();
  sweep.forget(2);
  feed('c:1|c', 'b:3|c');
  rest();
  assert.equal(table.columns.length, 5);
  cut();
  assert.deepEqual(rest().sort(), ['b 3 @20', 'c 1 @20']);
  feed('d:1|c', 'e:1|c');
  assert.equal(table.columns.length, 5);
});

test('when there is no room for keys, all of them go, and the series are found by their names', () => {
  const { feed, cut, rest, table } = createSweptTable({ max_series: 100 });
  const tags = ['a:1', 'b:2', 'c:3', 'd:4', 'e:5', 'f:6'];
  const orders = tags.flatMap((_, turn) =>
    tags.map((__, other) => [...tags.slice(turn), ...tags.slice(0, turn)].with(5, tags[other]!)),
  );
  for (const order of orders) for (let index = 0; index < 10; index++) feed(`m${index}:1|c|#${order.join(',')}`);
  assert.ok(table.keysAreFull());
  cut();
  const sent = orders.length * 10;
  const sum = (points: readonly string[]) => points.reduce((total, point) => total + Number(point.split(' ')[1]), 0);
  const first = sum(rest());
  assert.ok(first <= sent);
  assert.equal(table.keysAreFull(), false);
  for (const order of orders) for (let index = 0; index < 10; index++) feed(`m${index}:1|c|#${order.join(',')}`);
  cut();
  assert.equal(sum(rest()), first);
});

test('the memory of series that come and go is that of those that are there', () => {
  const { feed, cut, rest, table, room } = createSweptTable({
    delete_idle: true,
    // Enough for those of two intervals: what is not given back would be missing later.
    max_series: 2000,
    max_tag_values: 2000,
  });
  const [alive, all] = [1000, 100_000];
  for (let first = 0; first < all; first += alive) {
    feed(...Array.from({ length: alive }, (_, index) => `m${first + index}:1|c|#n:${first + index}`));
    cut();
    assert.equal(rest().length, alive);
  }
  // Those of an interval, and of the one before it, which die when it ends.
  assert.ok(table.columns.length <= 2 * alive + 1, `${table.columns.length} rows`);
  assert.equal(room.series.taken, alive);
  cut();
  rest();
  assert.deepEqual([room.series.taken, room.keys.taken], [0, 0]);
});
