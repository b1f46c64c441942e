import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cadences, unknownCadence } from '../../../../services/statsd-server/series/cadences.ts';

const seconds = (all: readonly (number | undefined)[]) => all.map(time => time && time / 1000);
const cut = (cadences: Cadences, start: number, end: number, all = false) =>
  seconds(cadences.cut({ start: start * 1000, end: end * 1000 }, all));

test('longer intervals end on multiples of their length, and begin where the last one ended', () => {
  const cadences = new Cadences(10_000, 13_000);
  const [ten, thirty] = [cadences.of(10_000), cadences.of(30_000)];
  assert.deepEqual([ten, thirty, cadences.lengthOf(thirty)], [0, 2, 30_000]);
  assert.deepEqual(cut(cadences, 13, 15), [13, 13, undefined]);
  assert.deepEqual(cut(cadences, 15, 20), [15, 15, undefined]);
  assert.deepEqual(cut(cadences, 20, 30), [20, 20, 13]);
  assert.deepEqual(cut(cadences, 30, 40), [30, 30, undefined]);
});

test('each counts its own intervals', () => {
  const cadences = new Cadences(10_000, 10_000);
  const thirty = cadences.of(30_000);
  const epochs = () => [cadences.epochs[0]!, cadences.epochs[thirty]!].map(epoch => epoch - 2 ** 20);
  cut(cadences, 10, 20);
  assert.deepEqual(epochs(), [1, 0]);
  cut(cadences, 20, 30);
  assert.deepEqual(epochs(), [2, 1]);
});

test('all of them end at the last cut', () => {
  const cadences = new Cadences(10_000, 10_000);
  cadences.of(30_000);
  assert.deepEqual(cut(cadences, 10, 14, true), [10, 10, 10]);
});

test('after a sleep of the machine a longer interval ends once, with its own start', () => {
  const cadences = new Cadences(10_000, 30_000);
  cadences.of(30_000);
  assert.deepEqual(cut(cadences, 30, 40), [30, 30, undefined]);
  assert.deepEqual(cut(cadences, 190, 200), [190, 190, 30]);
  assert.deepEqual(cut(cadences, 200, 210), [200, 200, 200]);
});

test('after the clock was set back a longer interval begins anew', () => {
  const cadences = new Cadences(10_000, 600_000);
  cadences.of(30_000);
  assert.deepEqual(cut(cadences, 600, 610), [600, 600, undefined]);
  assert.deepEqual(cut(cadences, 19.6, 20), [19.6, 19.6, undefined]);
  assert.deepEqual(cut(cadences, 20, 30), [20, 20, 20]);
});

test('restarted, it knows no other lengths, and its intervals still count on', () => {
  const cadences = new Cadences(10_000, 0);
  const thirty = cadences.of(30_000);
  for (let end = 10; end <= 30; end += 10) cut(cadences, end - 10, end);
  cadences.restart(1000, 30_500);
  assert.equal(cadences.of(2000), thirty);
  assert.equal(cadences.of(1000), 0);
  for (const cadence of [0, unknownCadence, thirty]) assert.equal(cadences.epochs[cadence], 2 ** 20 + 3);
  assert.deepEqual(cut(cadences, 30.5, 31), [30.5, 30.5, undefined]);
});

test('one length more than can be told apart is the shortest', () => {
  const cadences = new Cadences(1000, 0);
  for (let index = 2; index < 256; index++) assert.equal(cadences.of(index * 1000), index);
  assert.equal(cadences.of(256_000), 0);
  assert.equal(cadences.of(255_000), 255);
});
