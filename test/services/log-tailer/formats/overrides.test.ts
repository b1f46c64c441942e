import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFixedFormat } from '../../../../services/log-tailer/formats/fixed.ts';
import { checkFormats, formatOverrides } from '../../../../services/log-tailer/formats/overrides.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { configOf } from '../tailer.ts';

const formats = [
  { source: '/var/log/nginx/*.log', format: 'combined' },
  { source: 'shop-*', format: 'plain' },
  { source: '**', format: 'json' },
];

test('the first whose source matches sets the format', () => {
  const formatOf = formatOverrides({ logs: configOf({ formats }).logs });
  assert.deepEqual(['/var/log/nginx/a.log', 'shop-1', '/var/log/a/.b'].map(formatOf), ['combined', 'plain', 'json']);
  assert.equal(formatOverrides(configOf({}))('a'), undefined);
});

test('a name that no format has is refused with the list of names', () => {
  assert.deepEqual(checkFormats(configOf({ formats })), []);
  const [fault] = checkFormats(configOf({ formats: [{ source: '*', format: 'nginx' }] }));
  assert.match(fault!, /^logs\.formats\[0\]\.format is "nginx", but must be one of syslog, json access, .*, plain$/);
});

test('a line in another format than the one set is plain text', () => {
  const json = createFixedFormat('json', createTally({}));
  const read = (line: string) => json.read(Buffer.from(line), 0, line.length);
  assert.deepEqual([read('{"level":"warn"}'), read('level=warn'), read('')], ['warn', undefined, undefined]);
  assert.deepEqual([json.format(), createFixedFormat('plain', createTally({})).format()], ['json', 'plain']);
});
