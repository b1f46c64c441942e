import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../../services/shared/event.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import { eventLine, pointLine } from '../../../../../services/shared/store/influxdb/line-protocol.ts';

const time = 1_700_000_000_000;
const point = (changes: Partial<Point>): Point => ({ metric: 'm', tags: {}, fields: { value: 1 }, time, ...changes });
const event = (changes: Partial<Event>): Event => ({ time, title: 'T', text: '', tags: {}, ...changes });

const lines: [title: string, point: Point, line: string][] = [
  [
    'a counter',
    point({ metric: 'log.lines', tags: { metric_type: 'counter', host: 'h' }, fields: { value: 3 } }),
    'log_lines,host=h,metric_type=counter value=3 1700000000000',
  ],
  [
    'a timing, whose counts are floats too',
    point({ fields: { count: 2, mean: 1.5, '99.9_percentile': 2 } }),
    'm count=2,mean=1.5,99.9_percentile=2 1700000000000',
  ],
  [
    'very large and very small values',
    point({ fields: { a: 1e300, b: 5e-324, c: -0 } }),
    `m a=1e+300,b=5e-324,c=0 ${time}`,
  ],
  [
    'what has to be escaped',
    point({ metric: 'a b,c', tags: { 'd e': 'f=g,h' } }),
    `a\\ b\\,c,d\\ e=f\\=g\\,h value=1 ${time}`,
  ],
  [
    'an attempt to begin another line',
    point({ tags: { a: 'b value=1\nevil value=1' } }),
    `m,a=b\\ value\\=1\\nevil\\ value\\=1 value=1 ${time}`,
  ],
  ['a tag without a value or a name', point({ tags: { a: '', '': 'b', '\\': 'c' } }), `m value=1 ${time}`],
  ['tags that come to the same name', point({ tags: { a: '1', 'a\\': '2' } }), `m,a=2 value=1 ${time}`],
  ['a tag that InfluxDB refuses', point({ tags: { time: 'x' } }), `m,time_=x value=1 ${time}`],
  ['a fraction of a millisecond', point({ time: time + 0.9 }), `m value=1 ${time}`],
];
for (const [title, given, line] of lines) {
  test(`a point's line: ${title}`, () => assert.equal(pointLine(given), line));
}

const unsayable: [title: string, point: Point][] = [
  ['a value that is no number', point({ fields: { value: Number.NaN } })],
  ['an endless value beside a good one', point({ fields: { count: 1, sum: Number.POSITIVE_INFINITY } })],
  ['no field', point({ fields: {} })],
  ['no name', point({ metric: '' })],
  ['a time that is no number', point({ time: Number.NaN })],
  ['a time beyond the year 2262', point({ time: 9.3e12 })],
  ['a series of more than 64 KiB', point({ tags: { a: 'ä'.repeat(33_000) } })],
];
for (const [title, given] of unsayable) {
  test(`no line for a point with ${title}`, () => assert.equal(pointLine(given), undefined));
}

test("an event's line has its tags as tags and as text, and a time that its words set apart", () => {
  assert.equal(
    eventLine(event({ title: 'container "die"', text: 'a\\b\nc', tags: { container: 'web', action: 'die' } })),
    'events,action=die,container=web title="container \\"die\\"",text="a\\\\b\nc",tags="action:die,container:web" 1700000000000069920',
  );
});

test('events of one moment with other words have other times, the same event has the same', () => {
  const timeOf = (given: Event) => eventLine(given)?.split(' ').at(-1);
  const times = ['a', 'b', 'c'].map(title => timeOf(event({ title })));
  assert.equal(new Set([...times, timeOf(event({ text: 'a' }))]).size, 4);
  assert.equal(timeOf(event({ title: 'a' })), times[0]);
  for (const given of times) assert.equal(given?.slice(0, 13), '1700000000000');
});

test("a tag that has a field's name gets another one", () => {
  assert.match(eventLine(event({ tags: { title: 'x' } })) ?? '', /^events,title_=x title="T",/);
});

test('no line for an event without a time', () => assert.equal(eventLine(event({ time: Number.NaN })), undefined));
