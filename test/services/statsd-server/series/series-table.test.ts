import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drainTable } from '../../../../services/statsd-server/flush/drain-table.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';
import { createSeriesRoom } from '../../../../services/statsd-server/series/series-room.ts';
import { createTestTable } from '../../../support/series-table.ts';

/** A table that is fed packets; `dump` is `name{tags} value` of all that is in it, which then is empty. */
function table(statsd: { max_series?: number; [key: string]: unknown } = {}) {
  const refused: string[] = [];
  const overflows: string[] = [];
  const room = createSeriesRoom(() => statsd.max_series ?? 1000);
  const series = createTestTable({
    statsd: { ...statsd, max_series: undefined },
    room,
    options: { onOverflow: (by, name) => overflows.push(`${by} ${name}`) },
  });
  const parser = createParser({
    maxLineBytes: () => 8192,
    now: () => 0,
    receiver: {
      metric(line) {
        const reason = series.add(line);
        if (reason) refused.push(reason);
      },
      event: () => assert.fail(),
      bad: reason => assert.fail(reason),
    },
  });
  return {
    series,
    refused,
    overflows,
    room,
    feed: (packet: string) => parser.parse(Buffer.from(packet), 0, Buffer.byteLength(packet)),
    dump: () =>
      drainTable(series, 0).map(
        ({ metric, tags, fields }) => `${metric}${JSON.stringify(tags)} ${fields.value ?? fields.sum}`,
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

test('tags in any dialect lead to one series', () => {
  const { feed, dump } = table();
  feed('a:1|c|#x:1,y:2\na,x=1,y=2:2|c\na;y=2;x=1:4|c\na#x=1,y=2:8|c\na[x=1,y=2]:16|c\na,x=1:32|c|#y:2');
  assert.deepEqual(dump(), ['a{"x":"1","y":"2","metric_type":"counter"} 63']);
});

test("a client's own metric_type is not ours", () => {
  const { feed, dump } = table();
  feed('a:1|c|#metric_type:gauge\na:2|c');
  assert.equal(dump().at(-1), 'a{"metric_type":"counter"} 3');
});

test('names that differ only in where the tags begin are told apart', () => {
  const { feed, dump } = table();
  feed('ab:1|c|#c:1\na:1|c|#bc:1\nabc:1|c');
  assert.equal(dump().length, 3);
});

test('many series are all found again', () => {
  const { feed, dump, room } = table({ max_series: 20_000 });
  for (let round = 0; round < 2; round++) for (let i = 0; i < 10_000; i++) feed(`m${i}:${i}|c|#t:${i % 7}`);
  assert.equal(room.series.taken, 10_000);
  assert.deepEqual(dump().slice(9998), [
    'm9998{"t":"2","metric_type":"counter"} 19996',
    'm9999{"t":"3","metric_type":"counter"} 19998',
  ]);
});

test('new series beyond the bound overflow, known ones go on', () => {
  const { feed, refused, overflows, dump } = table({ max_series: 2 });
  feed('a:1|c\nb:1|c\nc:1|c\nd:1|c\na:1|c');
  assert.deepEqual(refused, ['overflow', 'overflow']);
  assert.deepEqual(overflows, ['total c', 'total d']);
  assert.deepEqual(dump(), ['a{"metric_type":"counter"} 2', 'b{"metric_type":"counter"} 1']);
});

test('so do those beyond the bounds of a metric and of a tag', () => {
  const { feed, overflows } = table({ max_series_per_metric: 2, max_tag_values: 3 });
  feed('a:1|c|#t:1\na:1|c|#t:2\na:1|c|#t:3\nb:1|c|#t:3\nc:1|c|#t:4\nc:1|c|#t:1');
  assert.deepEqual(overflows, ['metric a', 'tag t']);
});

test('long names use up the room of many', () => {
  const { feed, refused } = table({ max_series: 2 });
  feed(`${'a'.repeat(600)}:1|c`);
  assert.deepEqual(refused, ['overflow']);
});

test('orders of tags without end cost no memory, and are counted all the same', () => {
  const { feed, dump, room } = table({ max_series: 100 });
  const tags = Array.from({ length: 6 }, (_, index) => `t${index}:v`);
  for (let i = 0; i < 720; i++) {
    const order = [...tags];
    for (let at = 5, rest = i; at > 0; rest = Math.floor(rest / (at + 1)), at--) {
      const other = rest % (at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    feed(`a:1|c|#${order.join(',')}`);
  }
  assert.equal(room.series.taken, 1);
  assert.ok(room.keys.full);
  assert.match(dump()[0]!, / 720$/);
});

test('a name of which nothing is left after cleaning is refused', () => {
  const { feed, refused } = table();
  feed('%%:1|c');
  assert.deepEqual(refused, ['name']);
});

test('more than a hundred tags are refused', () => {
  const { feed, refused, dump } = table();
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}:v`).join(',');
  feed(`a:1|c|#${tags(101)}\nb:1|c|#${tags(100)}\nc,${tags(101).replaceAll(':', '=')}:1|c`);
  assert.deepEqual(refused, ['tags', 'tags']);
  assert.equal(dump().length, 1);
});

test('what a rule drops is no series, however often it comes', () => {
  const { feed, refused, dump, room } = table({ rules: [{ match: 'debug.**', drop: true }] });
  feed('debug.x:1|c\ndebug.x:1|c\nok:1|c');
  assert.deepEqual(refused, ['dropped', 'dropped']);
  assert.equal(room.series.taken, 1);
  assert.deepEqual(dump(), ['ok{"metric_type":"counter"} 1']);
});

test('a rule names several metrics one; a prefix is put before what is not our own', () => {
  const { feed, dump } = table({
    prefix: 'prod.',
    rules: [{ match: 'api.*.time', rename: 'api.time', tags: { operation: '$1' } }],
  });
  feed('api.login.time:3|ms\napi.time:4|ms|#operation:login\nsystem.uptime:9|g');
  assert.deepEqual(dump(), [
    'prod.api.time{"operation":"login","metric_type":"timing"} 7',
    'system.uptime{"metric_type":"gauge"} 9',
  ]);
});

test('tags for everything from outside give way to its own, and are not for what we say', () => {
  const { feed, dump } = table({ tags: { host: 'db1', env: 'prod' } });
  feed('a:1|c\na:1|c|#env:test\nsystem.uptime:9|g|#host:db2');
  assert.deepEqual(dump(), [
    'a{"host":"db1","env":"prod","metric_type":"counter"} 1',
    'a{"host":"db1","env":"test","metric_type":"counter"} 1',
    'system.uptime{"host":"db2","metric_type":"gauge"} 9',
  ]);
});

test('emptied, it has given back all room', () => {
  const { feed, dump, room } = table();
  for (let i = 0; i < 500; i++) feed(`m${i}:1|c|#a:b`);
  dump();
  assert.deepEqual([room.series.taken, room.keys.taken], [0, 0]);
});
