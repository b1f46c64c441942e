import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createWrittenReader } from '../../../../services/log-tailer/written-metrics/written-metrics.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { readWritten } from './reading.ts';

test('lines without a mark say nothing', () => {
  assert.deepEqual(readWritten('', '#', 'a # b', '#count', 'statsd:a:1|c', '{"a_aws":"#"}', '{"_a":1}', '\0\xff'), []);
});

test('only the line itself is looked at', () => {
  const buffer = Buffer.from('xcount#a=1 count#b=12count#c');
  const tally = createTally({});
  const { read } = createWrittenReader(tally);
  read(buffer, 1, 10);
  read(buffer, 3, 10); // its word lies before it
  read(buffer, 11, 20); // its number goes on behind it
  read(buffer, 21, 26); // its sign lies behind it
  const client = createRecordingClient();
  tally.report(client);
  assert.deepEqual(client.take(), ['a 1 c', 'b 1 c']);
});

test('marks beyond 64 KiB of a line are not looked for', () => {
  const filling = 'x'.repeat(65_526);
  assert.deepEqual(readWritten(`${filling} count#a=1 count#b=1`), ['a 1 c']);
});

test('what one line says is bounded, and no bytes make it throw or say what is no metric', () => {
  const random = seededRandom(20);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const pieces = [
    ...[
      'statsd#',
      'count#',
      'measure#',
      'sample#',
      'source=',
      'a',
      'b.c',
      ':',
      '|',
      '|c',
      '|ms',
      '|g',
      '|s',
      '|@',
      '|#',
    ],
    ...[
      '1',
      '-2.5',
      '1e9',
      '=',
      ',',
      ' ',
      '"',
      '\\',
      '\\n',
      '{',
      '}',
      '[',
      ']',
      '\0',
      '\u202e',
      '😀',
      'ms',
      'KB',
      '__proto__',
    ],
    ...[
      '{"_aws":',
      '{"CloudWatchMetrics":[',
      '"Namespace":"N",',
      '"Dimensions":[[]],',
      '"Metrics":[{"Name":"a"}]',
      '"msg":"',
    ],
  ].map(piece => Buffer.from(piece));
  const line = () =>
    Buffer.concat(
      Array.from({ length: 40 }, () => (random() < 0.05 ? Buffer.from([Math.floor(random() * 256)]) : pick(pieces))),
    );
  const said = readWritten(...Array.from({ length: 5000 }, line));
  assert.ok(said.some(text => !text.startsWith('tidegauge.')) && said.some(text => text.startsWith('tidegauge.')));
  for (const text of said) {
    assert.match(text, /^[a-zA-Z_][\w.-]*(\{[^\p{Cc}]+\})? [^\p{Cc}]+ (c|g|ms|h|d|s)$/u);
    if (!text.endsWith(' s')) assert.ok(Number.isFinite(Number(text.split(' ').at(-2))), text);
  }
});

test('a line that was made to be costly takes no longer than its length', () => {
  const lines = [
    'count#'.repeat(11_000),
    `statsd#a:${'1:'.repeat(32_000)}1|c`,
    `statsd#a:1|c|#${'t,'.repeat(32_000)}`,
    `count#a=${'1'.repeat(65_000)}!`,
    `count#a=1e${'1'.repeat(65_000)}!`,
    `count#a=1${'x'.repeat(65_000)}!`,
    `statsd#a:${'1'.repeat(65_000)}x|c`,
    `statsd#a:1|T${'1'.repeat(65_000)}x`,
    `count#a=1${','.repeat(65_000)}x`,
    `${'\u001b[1;'.repeat(16_000)} count#a=1`,
    `${' source='.repeat(8000)} count#a=1`,
    `{"_aws":{"CloudWatchMetrics":${'['.repeat(200_000)}`,
    `{"_aws":{"CloudWatchMetrics":[]},"x":${'{"_aws":'.repeat(30_000)}`,
  ];
  for (const line of lines) {
    const began = process.cpuUsage();
    readWritten(line);
    const { user, system } = process.cpuUsage(began);
    assert.ok(user + system < 1_000_000, `${line.slice(0, 20)}… took ${(user + system) / 1000} ms`);
  }
});
