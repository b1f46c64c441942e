import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../services/shared/point.ts';
import { createLateSeconds } from '../../../../services/statsd-server/flush/late-seconds.ts';
import { createLateTables, mostIntervals } from '../../../../services/statsd-server/flush/late-tables.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createTestTable } from '../../../support/series-table.ts';

const noon = Date.UTC(2026, 0, 1, 12);
/** Epoch seconds, `seconds` after noon. */
const at = (seconds: number) => noon / 1000 + seconds;

/** Late tables of a run that began so many seconds after noon, of intervals of 10 s; each point as text: metric, value, start of its interval. */
function late({ maxSeries = 1000, began = 0, length = 10_000, lastSecond = 0 } = {}) {
  const clock = createFakeClock(noon + began * 1000);
  const points: Point[] = [];
  const pushes: number[] = [];
  const refused: string[] = [];
  const overflows: string[] = [];
  const seconds = createLateSeconds(clock, lastSecond);
  let finished = 0;
  const room = createSeriesRoom(() => maxSeries);
  const tables = createLateTables({
    length,
    running: () => Math.floor(clock.now() / length) * length,
    seconds,
    room,
    createTable: () => createTestTable({ room, options: { shardBits: 0 } }),
    push(more) {
      points.push(...more);
      pushes.push(more.length);
    },
    finishFlush() {
      finished += 1;
    },
    onOverflow: (by, name) => overflows.push(`${by} ${name}`),
  });
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        const outcome = tables.add(line);
        if (outcome !== 'added') refused.push(outcome);
      },
      event: () => assert.fail(),
      bad: reason => assert.fail(reason),
    },
  });
  function flush(): void {
    tables.cut();
    tables.flush();
  }
  return {
    clock,
    seconds,
    tables,
    room,
    points,
    pushes,
    overflows,
    feed: (packet: string) => parser.parse(Buffer.from(packet), 0, Buffer.byteLength(packet)),
    /** Flushes so many seconds after noon. */
    async flushAt(seconds: number) {
      await clock.advanceTo(noon + seconds * 1000);
      flush();
    },
    flush,
    finished: () => finished,
    take: () =>
      points
        .splice(0)
        .map(
          ({ metric, fields, time }) =>
            `${metric} ${fields.value ?? fields.sum} ${(Math.floor(time / length) * length - noon) / 1000}`,
        ),
    takeRefused: () => refused.splice(0),
  };
}

test('what lies in the interval under way or in the future counts as now', () => {
  const { feed, takeRefused } = late({ began: 5 });
  feed(`a:1|c|T${at(0)}\na:1|c|T${at(9)}\na:1|c|T${at(10)}\na:1|c|T${at(1e9)}`);
  assert.deepEqual(takeRefused(), ['now', 'now', 'now', 'now']);
});

test('each type is aggregated in the interval that it lies in', async () => {
  const { feed, flushAt, take } = late();
  feed(`c:1|c|T${at(-1)}\nc:2|c|@0.5|T${at(-10)}\nc:4|c|T${at(-11)}\ng:7|g|T${at(-1)}\ng:8|g|T${at(-2)}`);
  feed(`s:x|s|T${at(-1)}\ns:y|s|T${at(-1)}\ns:x|s|T${at(-1)}\nt:3|ms|T${at(-1)}\nt:4|ms|T${at(-1)}`);
  await flushAt(10);
  assert.deepEqual(take(), ['c 5 -10', 'g 8 -10', 's 2 -10', 't 7 -10', 'c 4 -20']);
});

test('a change of a gauge counts as now, but where the gauge was set in that interval', async () => {
  const { feed, flushAt, take, takeRefused } = late();
  feed(`g:+1|g|T${at(-1)}\ng:-1|g|T${at(-1)}`);
  assert.deepEqual(takeRefused(), ['now', 'now']);
  feed(
    `g:0|g|#a:b,c:d|T${at(-1)}\ng:-5|g|#a:b,c:d|T${at(-1)}\ng:-2|g|#c:d,a:b|T${at(-3)}\ng:-1|g|#a:b,c:d|T${at(-11)}`,
  );
  assert.deepEqual(takeRefused(), ['now']);
  await flushAt(10);
  assert.deepEqual(take(), ['g -7 -10']);
});

test('no two flushes of an interval bear one time, even within a second', async () => {
  const { feed, flushAt, points, pushes } = late();
  for (let seconds = 0; seconds < 60; seconds += 0.5) {
    feed(`a:1|c|T${at(-10)}`);
    await flushAt(seconds);
  }
  assert.equal(pushes.length, 120);
  assert.equal(new Set(points.map(({ time }) => time)).size, 120);
  assert.ok(points.every(({ time }) => time > noon - 10_000 && time < noon && time % 10 !== 0));
});

test('however often it is restarted, and with whatever interval, no run overwrites what one before it wrote', async () => {
  const times: number[] = [];
  let values = 0;
  let lastSecond = 0;
  // The end of one run is the start of the next: some last less than a second, some are flushed in the last one.
  for (const [began, ended, length] of [
    [-60, 22, 10_000],
    [22, 22.4, 10_000],
    [23.2, 23.3, 10_000],
    [24.5, 40, 10_000],
    [40, 41, 60_000],
    [42, 60, 1000],
    [61.001, 61.002, 2000],
  ] as const) {
    const { clock, seconds, flush, feed, flushAt, points } = late({ began, length, lastSecond });
    feed(`a:1|c|T${at(-200)}`);
    for (let seconds = Math.ceil((began * 1000) / length) * (length / 1000); seconds <= ended; seconds += length / 1000)
      await flushAt(seconds);
    await clock.advanceTo(noon + ended * 1000);
    feed(`a:1|c|T${at(-200)}`);
    flush();
    lastSecond = seconds.last();
    times.push(...points.map(({ time }) => time));
    values += points.reduce((sum, { fields }) => sum + fields.value!, 0);
  }
  assert.equal(values, 14);
  assert.equal(new Set(times).size, times.length);
});

test('what comes after the cut belongs to the next flush', () => {
  const { feed, tables, take } = late();
  feed(`a:1|c|T${at(-30)}`);
  tables.cut();
  feed(`a:2|c|T${at(-30)}`);
  tables.flush();
  assert.deepEqual(take(), ['a 1 -30']);
  tables.flush();
  assert.deepEqual(take(), []);
  tables.cut();
  tables.flush();
  assert.deepEqual(take(), ['a 2 -30']);
});

test('a cut with nothing to flush takes no second', () => {
  const { flush, seconds } = late();
  const before = seconds.last();
  flush();
  assert.equal(seconds.last(), before);
});

for (const length of [1000, 10_000, 3_600_000])
  test(`of intervals of ${length} ms a day is not too old, more is`, async () => {
    const { feed, flushAt, takeRefused, pushes } = late({ length });
    feed(`a:1|c|T${at(-86_400)}\na:1|c|T${at(-86_401)}\na:1|c|T0`);
    assert.deepEqual(takeRefused(), ['too_old', 'too_old']);
    await flushAt(1);
    assert.deepEqual(pushes, [1]);
  });

test('with no room a line overflows, nothing more is held, and all room is given back', async () => {
  const { feed, room, flushAt, take, takeRefused } = late({ maxSeries: 2 });
  feed(`a:1|c|T${at(-20)}\na:1|c|T${at(-30)}\na:1|c|T${at(-40)}\nb:1|c|T${at(-20)}\na:2|c|T${at(-20)}`);
  assert.deepEqual(takeRefused(), ['overflow', 'overflow']);
  assert.equal(room.series.taken, 2);
  await flushAt(10);
  assert.deepEqual(take(), ['a 3 -20', 'a 1 -30']);
  assert.equal(room.series.taken + room.keys.taken, 0);
});

test('a flood of timestamps flushes nothing by itself, and comes to a bound of intervals', async () => {
  const { feed, flushAt, pushes, overflows, takeRefused } = late({ maxSeries: 100_000, length: 1000 });
  const round = Array.from({ length: mostIntervals + 5 }, (_, index) => `a:1|c|T${at(-20_000 + index)}\n`).join('');
  for (let index = 0; index < 3; index++) feed(round);
  assert.deepEqual(pushes, []);
  assert.deepEqual(takeRefused(), Array(15).fill('overflow'));
  assert.deepEqual(overflows, Array(15).fill('total a'));
  await flushAt(1);
  assert.deepEqual(pushes, [mostIntervals]);
});

test('when half of the room is taken, whoever can wait is let on after a flush in the next free second', async () => {
  const { clock, feed, tables, pushes, takeRefused, finished } = late({ maxSeries: 100 });
  for (let sent = 0; sent < 1000; sent += 25) {
    feed(Array.from({ length: 25 }, (_, index) => `a:1|c|T${at(-10 * (sent + index + 1))}\n`).join(''));
    const relief = tables.relief();
    assert.equal(relief !== undefined, (sent / 25) % 3 === 2);
    assert.equal(tables.relief(), relief);
    await clock.advance(1000);
    await relief;
  }
  assert.deepEqual(takeRefused(), []);
  assert.deepEqual(pushes, Array(13).fill(75));
  assert.equal(finished(), 13, 'the flush under way ends before each');
});

test('half of the intervals are a reason to wait, too', () => {
  const { feed, tables } = late({ maxSeries: 100_000, length: 1000 });
  feed(Array.from({ length: mostIntervals / 2 }, (_, index) => `a:1|c|T${at(-20_000 + index)}\n`).join(''));
  assert.equal(tables.relief(), undefined);
  feed(`a:1|c|T${at(-1)}`);
  assert.ok(tables.relief());
});
