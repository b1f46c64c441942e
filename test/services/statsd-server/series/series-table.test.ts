import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRoom } from '../../../../services/statsd-server/aggregation/room.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { createSeriesTable } from '../../../../services/statsd-server/series/series-table.ts';

/** A table that is fed packets; `dump` is `name{tags} value` of all that was touched. */
function table(maxSeries = 1000) {
  let now = 0;
  const refused: string[] = [];
  const series = createSeriesTable({
    room: createSeriesRoom(() => maxSeries),
    now: () => now,
    aggregation: {
      percentiles: () => [],
      timingRoom: createRoom(0),
      setRoom: createRoom(0),
      onSampled: () => {},
      onSetOverflow: () => {},
    },
  });
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        const aggregate = series.aggregateOf(line);
        if (typeof aggregate === 'string') refused.push(aggregate);
        else aggregate.add(line);
      },
      event: () => assert.fail(),
      bad: reason => assert.fail(reason),
    },
  });
  return {
    series,
    refused,
    at: (time: number) => {
      now = time;
    },
    feed: (packet: string) => parser.parse(Buffer.from(packet), 0, Buffer.byteLength(packet)),
    dump: () =>
      [...series.all()].map(
        ({ metric, tags, aggregate }) => `${metric}${JSON.stringify(tags)} ${aggregate.flush()?.value}`,
      ),
  };
}

test('one series for each name, type and set of tags, whatever their order', () => {
  const { feed, dump } = table();
  feed('a:1|c|#x:1,y:2\na:2|c|#y:2,x:1\na:4|c|#x:1\na:8|g|#x:1\na:16|c');
  assert.deepEqual(dump(), [
    'a{"x":"1","y":"2","metric_type":"counter"} 3',
    'a{"x":"1","metric_type":"counter"} 4',
    'a{"x":"1","metric_type":"gauge"} 8',
    'a{"metric_type":"counter"} 16',
  ]);
});

test('names that differ only in where the tags begin are told apart', () => {
  const { feed, series } = table();
  feed('ab:1|c|#c:1\na:1|c|#bc:1\nabc:1|c');
  assert.equal(series.size, 3);
});

test('many series are all found again', () => {
  const { feed, series, dump } = table(20_000);
  for (let round = 0; round < 2; round++) for (let i = 0; i < 10_000; i++) feed(`m${i}:${i}|c|#t:${i % 7}`);
  assert.equal(series.size, 10_000);
  assert.deepEqual(dump().slice(9998), [
    'm9998{"t":"2","metric_type":"counter"} 19996',
    'm9999{"t":"3","metric_type":"counter"} 19998',
  ]);
});

test('new series beyond the bound overflow, known ones go on', () => {
  const { feed, refused, series } = table(2);
  feed('a:1|c\nb:1|c\nc:1|c\nd:1|c\na:1|c');
  assert.deepEqual(refused, ['overflow', 'overflow']);
  assert.equal(series.size, 2);
});

test('long names use up the room of many', () => {
  const { feed, refused } = table(2);
  feed(`${'a'.repeat(600)}:1|c`);
  assert.deepEqual(refused, ['overflow']);
});

test('orders of tags without end cost no memory, and are counted all the same', () => {
  const { feed, dump, series } = table(100);
  const tags = Array.from({ length: 6 }, (_, index) => `t${index}:v`);
  for (let i = 0; i < 720; i++) {
    const order = [...tags];
    for (let at = 5, rest = i; at > 0; rest = Math.floor(rest / (at + 1)), at--) {
      const other = rest % (at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    feed(`a:1|c|#${order.join(',')}`);
  }
  assert.equal(series.size, 1);
  assert.match(dump()[0]!, / 720$/);
});

test('a name of which nothing is left after cleaning is refused', () => {
  const { feed, refused } = table();
  feed('%%:1|c');
  assert.deepEqual(refused, ['name']);
});

test('idle series are forgotten and can come again', () => {
  const { feed, series, at, dump } = table();
  feed('old:1|c|#a:b\nkept:1|c');
  dump();
  for (const each of series.all()) each.lastActive = each.metric === 'kept' ? 100 : 10;
  series.forgetIdle(50);
  assert.equal(series.size, 1);
  at(200);
  feed('old:5|c|#a:b\nkept:2|c');
  assert.deepEqual(dump(), ['kept{"metric_type":"counter"} 2', 'old{"a":"b","metric_type":"counter"} 5']);
});
