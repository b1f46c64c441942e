import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../services/shared/event.ts';
import { metricTypes } from '../../../../services/shared/metric.ts';
import { noTimestamp } from '../../../../services/statsd-server/parser/metric-line.ts';
import { createParser } from '../../../../services/statsd-server/parser/parser.ts';

const now = Date.UTC(2026, 0, 1);

/** What a packet becomes, as text: a line for each metric, event and bad line, and how many lines it held. */
function parse(packet: string | Buffer, maxLineBytes = 100) {
  const out: string[] = [];
  const events: Event[] = [];
  const buffer = Buffer.from(packet);
  const parser = createParser({
    maxLineBytes: () => maxLineBytes,
    now: () => now,
    receiver: {
      metric(line) {
        const text = (start: number, end: number) => line.buffer.toString('utf8', start, end);
        const sign = line.signed ? ' signed' : '';
        const rate = line.rate === 1 ? '' : ` @${line.rate}`;
        const time = line.timestamp === noTimestamp ? '' : ` T${line.timestamp}`;
        const tags = line.tagsEnd > line.tagsStart ? ` #${text(line.tagsStart, line.tagsEnd)}` : '';
        const type = metricTypes[line.type];
        const value = type === 'set' ? text(line.valueStart, line.valueEnd) : line.value;
        out.push(`${type} ${text(line.nameStart, line.nameEnd)} ${value}${sign}${rate}${tags}${time}`);
      },
      event: event => events.push(event),
      bad: (reason, bytes, start, end) => out.push(`bad ${reason}: ${bytes.toString('utf8', start, end)}`),
    },
  });
  const lines = parser.parse(buffer, 0, buffer.length);
  return { out, events, lines };
}

const golden: [packet: string, out: string[]][] = [
  ['hits:1|c', ['counter hits 1']],
  ['hits:3|c|@0.1', ['counter hits 3 @0.1']],
  ['hits:-4|c', ['counter hits -4 signed']],
  ['hits:0.5|c', ['counter hits 0.5']],
  ['t:12.5|ms', ['timing t 12.5']],
  ['t:12.5|h', ['histogram t 12.5']],
  ['t:12.5|d', ['distribution t 12.5']],
  ['temp:7|g', ['gauge temp 7']],
  ['temp:+2|g', ['gauge temp 2 signed']],
  ['temp:-2|g', ['gauge temp -2 signed']],
  ['users:alice|s', ['set users alice']],
  ['users:a:b|s', ['set users a:b']],
  ['hits:1|c|#env:prod,flag', ['counter hits 1 #env:prod,flag']],
  ['hits:1|c|@0.5|#a:b', ['counter hits 1 @0.5 #a:b']],
  ['hits:1|c|#a:b|@0.5', ['counter hits 1 @0.5 #a:b']],
  ['hits:1|c|#', ['counter hits 1']],
  ['hits:1|c|#url:http://x/', ['counter hits 1 #url:http://x/']],
  ['hits:1|c|c:abc|e:it-false|card:low', ['counter hits 1']],
  ['a:1|c\nb:2|g\n', ['counter a 1', 'gauge b 2']],
  ['a:1|c\r\nb:2|g\r\n', ['counter a 1', 'gauge b 2']],
  ['\n\na:1|c\n\n', ['counter a 1']],
  ['größe:1|c', ['counter größe 1']],
  ['__proto__:1|ms', ['timing __proto__ 1']],
  ['hits:1|c|T1656581400', ['counter hits 1 T1656581400']],
  ['temp:7|g|#a:b|T1656581400', ['gauge temp 7 #a:b T1656581400']],
  ['t:5|ms|@0.5|#a:b|c:abc|T1656581400', ['timing t 5 @0.5 #a:b T1656581400']],
  ['users:alice|s|T1656581400\nusers:bob|s', ['set users alice T1656581400', 'set users bob']],
  ['a:1|c|@2e-1', ['counter a 1 @0.2']],
  ['hits:1:2|c', ['counter hits 1', 'counter hits 2']],
  ['t:1:2:3|ms|@0.5|#a:b', ['timing t 1 @0.5 #a:b', 'timing t 2 @0.5 #a:b', 'timing t 3 @0.5 #a:b']],
  ['a:1|c:2|ms|@0.1', ['counter a 1', 'timing a 2 @0.1']],
  ['a:1|c|@0.5:+2|g|#a:b', ['counter a 1 @0.5 #a:b', 'gauge a 2 signed #a:b']],
  ['a:1:2|ms|@0.5|@0.1:3|c|@0.5|@1', ['timing a 1 @0.1', 'timing a 2 @0.1', 'counter a 3']],
  ['name,env=prod:1|c', ['counter name,env=prod 1']],
  ['name[a=b].time:1|ms', ['timing name[a=b].time 1']],
];

for (const [packet, out] of golden) {
  test(`parses ${JSON.stringify(packet)}`, () => assert.deepEqual(parse(packet).out, out));
}

const bad: [packet: string, reason: string][] = [
  ['hits', 'no_value'],
  [':1|c', 'name'],
  ['hits:1', 'type'],
  ['hits:1|', 'type'],
  ['hits:1|x', 'type'],
  ['hits:1|mss', 'type'],
  ['hits:|c', 'value'],
  ['hits:abc|c', 'value'],
  ['hits:NaN|g', 'value'],
  ['hits:Infinity|g', 'value'],
  ['hits:1e999|g', 'value'],
  ['hits:0x10|c', 'value'],
  ['hits: 1|c', 'value'],
  ['hits:.|c', 'value'],
  ['hits:1:|c', 'value'],
  ['users:|s', 'value'],
  ['hits:1|c|@0', 'rate'],
  ['hits:1|c|@1.5', 'rate'],
  ['hits:1|c|@-0.5', 'rate'],
  ['hits:1|c|@Infinity', 'rate'],
  ['hits:1|c|T', 'timestamp'],
  ['hits:1|c|T-1', 'timestamp'],
  ['hits:1|c|T1656581400.5', 'timestamp'],
  ['hits:1|c|T2022-06-30', 'timestamp'],
  ['hits:1|c|t1656581400', 'field'],
  ['hits:1|c|', 'field'],
  ['_e{5,4}:title', 'event'],
  ['_e{1,1}:toolong|x', 'event'],
  ['_sc|db|4', 'service_check'],
  ['x'.repeat(101), 'too_long'],
  ['\u0000\u0001', 'no_value'],
];

for (const [packet, reason] of bad) {
  test(`refuses ${JSON.stringify(packet.slice(0, 30))}: ${reason}`, () =>
    assert.deepEqual(parse(packet).out, [`bad ${reason}: ${packet}`]));
}

test('a bad line spoils no other of its packet', () => {
  assert.deepEqual(parse('a:1|c\nrubbish\nb:2|c').out, ['counter a 1', 'bad no_value: rubbish', 'counter b 2']);
  assert.equal(parse('a:1|c\nrubbish\n\nb:2|c').lines, 3);
});

test('any bytes at all are good or bad lines, never an exception', () => {
  let seed = 42;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const alphabet = 'a:|c@#T1.-+e_{},\n\u0000\u00ff';
  for (let round = 0; round < 20_000; round++) {
    const packet = Array.from(
      { length: Math.floor(random() * 24) },
      () => alphabet[Math.floor(random() * alphabet.length)],
    );
    const { out, events, lines } = parse(Buffer.from(packet.join(''), 'latin1'));
    assert.equal(out.length + events.length, lines);
  }
});

test('reads a DogStatsD event', () => {
  const { events } = parse('_e{5,9}:title|two\\nline|d:1700000000|h:web|p:low|t:error|#a:b,flag');
  assert.deepEqual(events, [
    {
      time: 1_700_000_000_000,
      title: 'title',
      text: 'two\nline',
      tags: { a: 'b', flag: 'true', host: 'web', level: 'error' },
    },
  ]);
});

test("an event's lengths count bytes, and without a date it is of now", () => {
  assert.deepEqual(parse('_e{3,4}:é!|text').events, [{ time: now, title: 'é!', text: 'text', tags: {} }]);
});
