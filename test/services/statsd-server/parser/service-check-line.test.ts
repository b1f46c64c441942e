import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../services/shared/event.ts';
import { parseServiceCheck } from '../../../../services/statsd-server/parser/service-check-line.ts';

const now = Date.UTC(2026, 0, 1);
const time = 1_700_000_000_000;

const golden: [line: string, event: Partial<Event>][] = [
  ['_sc|db.up|0', { time: now, title: 'db.up', text: '', tags: { level: 'ok', check: 'db.up' } }],
  ['_sc|db.up|1', { tags: { level: 'warning', check: 'db.up' } }],
  ['_sc|db.up|2', { tags: { level: 'critical', check: 'db.up' } }],
  ['_sc|db.up|3', { tags: { level: 'unknown', check: 'db.up' } }],
  [
    '_sc|Redis connection|2|d:1700000000|h:web-1|#env:dev,level:mine|c:0123abc|m:timed out after 10s',
    {
      time,
      title: 'Redis connection',
      text: 'timed out after 10s',
      tags: { env: 'dev', host: 'web-1', level: 'critical', check: 'Redis connection' },
    },
  ],
  ['_sc|db|2|m:a | b||c', { text: 'a | b||c' }],
  ['_sc|db|2|m:m\\:5\\nsecond line', { text: 'm:5\nsecond line' }],
  ['_sc|db|2|m:', { text: '' }],
  ['_sc|db|2|m:down|c:0123abc|e:it-false|card:low', { text: 'down' }],
  [
    '_sc|db|2|m:down|#env:dev|d:1700000000',
    { time, text: 'down', tags: { env: 'dev', level: 'critical', check: 'db' } },
  ],
  ['_sc|d\u0000b|0|m:a\u001bb', { title: 'd_b', text: 'a_b' }],
];

for (const [line, expected] of golden)
  test(`reads ${JSON.stringify(line)}`, () => {
    const event = parseServiceCheck(Buffer.from(line), now);
    assert.ok(event);
    assert.deepEqual({ ...event, ...expected }, event);
  });

const bad: [line: string, why: string][] = [
  ['_sc|', 'nothing'],
  ['_sc|db', 'no state'],
  ['_sc||0', 'no name'],
  ['_sc| |0', 'a name of nothing but space'],
  ['_sc|db|4', 'an unknown state'],
  ['_sc|db|ok', 'a state in words'],
  ['_sc|db|0|', 'an empty field'],
  ['_sc|db|0|x:y', 'an unknown field'],
  ['_sc|db|0|d:yesterday', 'a date that is no number'],
  ['_sc|db|0|t:error|m:down', 'what only events have'],
];

for (const [line, why] of bad)
  test(`refuses ${why}: ${line}`, () => assert.equal(parseServiceCheck(Buffer.from(line), now), undefined));
