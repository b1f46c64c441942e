import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../services/shared/event.ts';
import { parseEvent } from '../../../../services/statsd-server/parser/event-line.ts';

const now = Date.UTC(2026, 0, 1);
const time = 1_700_000_000_000;

const golden: [line: string, event: Partial<Event>][] = [
  ['_e{5,4}:title|text', { time: now, title: 'title', text: 'text', tags: {} }],
  ['_e{5,4}:title|text|d:1700000000', { time }],
  ['_e{5,4}:title|text|h:web-1', { tags: { host: 'web-1' } }],
  ['_e{5,4}:title|text|h:web-1|#host:other', { tags: { host: 'web-1' } }],
  ['_e{5,4}:title|text|h:', { tags: {} }],
  ['_e{5,4}:title|text|t:error', { tags: { level: 'error' } }],
  ['_e{5,4}:title|text|t:warning', { tags: { level: 'warning' } }],
  ['_e{5,4}:title|text|t:info', { tags: { level: 'info' } }],
  ['_e{5,4}:title|text|t:success|#level:mine', { tags: { level: 'success' } }],
  ['_e{5,4}:title|text|#env:prod,flag', { tags: { env: 'prod', flag: 'true' } }],
  [
    '_e{5,4}:title|text|d:1700000000|h:web-1|k:group|p:low|s:source|t:error|#a:b|c:0123abc|e:it-false|card:low',
    { time, tags: { a: 'b', host: 'web-1', level: 'error' } },
  ],
  ['_e{5,9}:title|two\\nline', { text: 'two\nline' }],
  ['_e{10,4}:two\\nlines|text', { title: 'two lines' }],
  ['_e{5,0}:title|', { text: '' }],
  ['_e{3,5}:a|b|c|d:1|#', { title: 'a|b', text: 'c|d:1' }],
  ['_e{4,3}:é!?|ü!', { title: 'é!?', text: 'ü!' }],
  // As hot-shots counts: UTF-16 units.
  ['_e{7,4}:tütle|x|text|#a:b', { title: 'tütle|x', text: 'text', tags: { a: 'b' } }],
  ['_e{2,3}:😀|é!?', { title: '😀', text: 'é!?' }],
  ['_e{5,4}:ti\u0000le|te\u001bt', { title: 'ti_le', text: 'te_t' }],
];

for (const [line, expected] of golden)
  test(`reads ${JSON.stringify(line)}`, () => {
    const event = parseEvent(Buffer.from(line), now);
    assert.ok(event);
    assert.deepEqual({ ...event, ...expected }, event);
  });

const bad: [line: string, why: string][] = [
  ['_e{5,4}', 'nothing behind the lengths'],
  ['_e{5,4}:title', 'no text'],
  ['_e{0,4}:|text', 'no title'],
  ['_e{1,4}: |text', 'a title of nothing but space'],
  ['_e{5,9}:title|text', 'lengths beyond the end'],
  ['_e{-5,4}:title|text', 'a length below zero'],
  ['_e{5,4}:title|text|', 'an empty field'],
  ['_e{5,4}:title|text|x:y', 'an unknown field'],
  ['_e{5,4}:title|text|d:yesterday', 'a date that is no number'],
  ['_e{5,4}:title|text|d:1700000000000', 'a date in milliseconds'],
  ['_e{5,4}:title|text|t:fatal', 'an unknown type of alert'],
  ['_e{5,4}:title|text|p:high', 'an unknown priority'],
  ['_e{99999999,4}:title|text', 'a length of eight digits'],
];

for (const [line, why] of bad)
  test(`refuses ${why}: ${line}`, () => assert.equal(parseEvent(Buffer.from(line), now), undefined));
