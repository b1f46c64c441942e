import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../../../../services/shared/point.ts';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { createLateTables, mostIntervals } from '../../../../services/statsd-server/flush/late-tables.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { createSeriesTable } from '../../../../services/statsd-server/series/series-table.ts';

const noon = Date.UTC(2026, 0, 1, 12);
/** Epoch seconds, `seconds` after noon. */
const at = (seconds: number) => noon / 1000 + seconds;

/** Late tables of a run that began at noon, of intervals of 10 s; each point as text: metric, value, seconds after noon. */
function late({ maxSeries = 1000, began = noon } = {}) {
  let running = began;
  const out: string[] = [];
  const refused: string[] = [];
  const room = createSeriesRoom(() => maxSeries);
  const valueRoom = createRoom(1000);
  const aggregation = {
    percentiles: () => [],
    timingRoom: valueRoom,
    setRoom: valueRoom,
    onSampled: () => {},
    onSetOverflow: () => {},
  };
  const tables = createLateTables({
    length: 10_000,
    began,
    running: () => running,
    createTable: () => createSeriesTable({ room, aggregation, now: () => 0 }),
    push: (points: readonly Point[]) => {
      for (const { metric, fields, time } of points)
        out.push(`${metric} ${fields.value ?? fields.sum} ${(time - noon) / 1000}`);
    },
  });
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        const aggregate = tables.aggregateOf(line);
        if (typeof aggregate === 'object') aggregate.add(line);
        else refused.push(aggregate ?? 'now');
      },
      event: () => assert.fail(),
      bad: reason => assert.fail(reason),
    },
  });
  return {
    tables,
    room,
    feed: (packet: string) => parser.parse(Buffer.from(packet), 0, Buffer.byteLength(packet)),
    /** Ends the interval, which ends so many seconds after noon. */
    end(seconds: number) {
      tables.flush(noon + seconds * 1000);
      running = noon + seconds * 1000;
    },
    take: () => out.splice(0),
    takeRefused: () => refused.splice(0),
  };
}

test('what lies in the interval under way or in the future counts as now', () => {
  const { feed, takeRefused } = late({ began: noon + 5000 });
  feed(`a:1|c|T${at(0)}\na:1|c|T${at(9)}\na:1|c|T${at(10)}\na:1|c|T${at(1e9)}`);
  assert.deepEqual(takeRefused(), ['now', 'now', 'now', 'now']);
});

test('each type is aggregated in the interval that it lies in', () => {
  const { feed, end, take } = late();
  end(10);
  feed(`c:1|c|T${at(-1)}\nc:2|c|@0.5|T${at(-10)}\nc:4|c|T${at(-11)}\ng:7|g|T${at(-1)}\ng:8|g|T${at(-2)}`);
  feed(`s:x|s|T${at(-1)}\ns:y|s|T${at(-1)}\ns:x|s|T${at(-1)}\nt:3|ms|T${at(-1)}\nt:4|ms|T${at(-1)}`);
  end(20);
  assert.deepEqual(take(), ['c 5 -9.997', 'g 8 -9.997', 's 2 -9.997', 't 7 -9.997', 'c 4 -19.996']);
});

test('a change of a gauge counts as now', () => {
  const { feed, takeRefused } = late();
  feed(`g:+1|g|T${at(-1)}\ng:-1|g|T${at(-1)}`);
  assert.deepEqual(takeRefused(), ['now', 'now']);
});

test('each later flush of an interval has a time of its own', () => {
  const { feed, end, take } = late();
  end(10);
  for (let seconds = 20; seconds <= 130; seconds += 10) {
    feed(`a:1|c|T${at(-10)}`);
    end(seconds);
  }
  const times = take().map(point => Number(point.split(' ')[2]));
  assert.deepEqual(times.slice(0, 9), [-9.997, -9.996, -9.995, -9.994, -9.993, -9.992, -9.991, -9.989, -9.988]);
  assert.equal(new Set(times).size, 12);
});

test('a run does not use the times that the run before may have used when it stopped', () => {
  const before = late({ began: noon - 60_000 });
  before.end(0);
  before.feed(`a:1|c|T${at(-30)}`);
  before.tables.finish(noon + 3000);
  assert.deepEqual(before.take(), ['a 1 -29.996']);
  const after = late({ began: noon + 4000 });
  after.feed(`a:2|c|T${at(-30)}`);
  after.end(10);
  assert.deepEqual(after.take(), []);
  after.end(20);
  assert.deepEqual(after.take(), ['a 2 -29.995']);
});

test('stopped at once, everything is flushed all the same', () => {
  const { feed, tables, take } = late();
  feed(`a:1|c|T${at(-30)}`);
  tables.flush(noon + 1000);
  tables.finish(noon + 1000);
  assert.deepEqual(take(), ['a 1 -29.996']);
});

test('a day is not too old, more is', () => {
  const { feed, take, takeRefused, tables } = late();
  feed(`a:1|c|T${at(-86_390)}\na:1|c|T${at(-86_391)}\na:1|c|T0`);
  assert.deepEqual(takeRefused(), ['too_old', 'too_old']);
  tables.finish(noon);
  assert.equal(take().length, 1);
});

test('when the series find no more room, the oldest interval is flushed at once', () => {
  const { feed, end, take, takeRefused } = late({ maxSeries: 3 });
  end(10);
  feed(`a:1|c|T${at(-20)}\nb:1|c|T${at(-20)}\na:2|c|T${at(-10)}\nb:2|c|T${at(-10)}`);
  assert.deepEqual(take(), ['a 1 -19.996', 'b 1 -19.996']);
  feed(`a:4|c|T${at(-20)}`);
  end(20);
  assert.deepEqual(take(), ['a 2 -9.997', 'b 2 -9.997']);
  end(30);
  assert.deepEqual(take(), ['a 4 -19.995']);
  assert.deepEqual(takeRefused(), []);
});

test('with no room at all a line overflows, and nothing is held', () => {
  const { feed, room, takeRefused } = late({ maxSeries: 1 });
  room.series.take(1);
  feed(`a:1|c|T${at(-20)}`);
  assert.deepEqual(takeRefused(), ['overflow']);
  assert.equal(room.series.taken, 1);
});

test('intervals beyond the bound push out the oldest; nothing is lost, and all room is given back', () => {
  const { feed, take, takeRefused, tables, room } = late({ maxSeries: 100_000 });
  for (let index = 0; index < mostIntervals + 5; index++) feed(`a:1|c|T${at(-10_000 + 10 * index)}`);
  assert.equal(take().length, 5);
  assert.equal(room.series.taken, mostIntervals);
  tables.finish(noon);
  assert.equal(take().length, mostIntervals);
  assert.equal(room.series.taken + room.keys.taken, 0);
  assert.deepEqual(takeRefused(), []);
});

test('a sender that goes from interval to interval without end comes to a bound', () => {
  const { feed, take, takeRefused } = late();
  const round = Array.from({ length: mostIntervals + 1 }, (_, index) => `a:1|c|T${at(-10_000 + 10 * index)}\n`).join(
    '',
  );
  for (let index = 0; index < 100; index++) feed(round);
  const times = take().map(point => point.split(' ')[2]);
  assert.equal(new Set(times).size, times.length);
  assert.ok(takeRefused().every(reason => reason === 'overflow'));
});

test('after the clock was set back late values are flushed as before', () => {
  const { feed, end, take } = late();
  end(3600);
  end(10);
  feed(`a:1|c|T${at(-5)}`);
  end(20);
  assert.deepEqual(take(), ['a 1 -9.997']);
});
