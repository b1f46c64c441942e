import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineKeeper } from '../../../../services/log-tailer/metrics/kept-lines.ts';
import { createSourceMetrics, type SourceMetrics } from '../../../../services/log-tailer/metrics/source-metrics.ts';
import { compileRules } from '../../../../services/log-tailer/rules/compile.ts';
import type { RuleConfig } from '../../../../services/shared/config/sections/log-rules.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { ruleOf } from '../rules/rule-of.ts';

function createSource(rules: readonly RuleConfig[] = []): SourceMetrics {
  const compiled = compileRules(rules);
  assert.ok(compiled.ok);
  return createSourceMetrics({ tags: { file: '/log' }, name: '/log', rules: compiled.value });
}

function feed(source: SourceMetrics, text: string | Buffer): void {
  const buffer = Buffer.from(text);
  for (let start = 0; start < buffer.length; ) {
    const found = buffer.indexOf(10, start);
    const end = found < 0 ? buffer.length : found;
    source.line(buffer, start, end, end - start + 1);
    start = end + 1;
  }
}

function report(source: SourceMetrics): string[] {
  const client = createRecordingClient();
  source.report(client);
  return client.take().map(line => line.replace('file:/log,', '').replace('{file:/log}', ''));
}

test('any log yields lines, bytes and severities', () => {
  const source = createSource();
  feed(source, 'one\nERROR two\n\n[warn] four\n');
  assert.deepEqual(report(source), [
    'log.bytes 27 c',
    'log.entries{level:error} 1 c',
    'log.entries{level:unknown} 2 c',
    'log.entries{level:warn} 1 c',
    'log.lines 4 c',
  ]);
  assert.deepEqual(report(source), []);
});

test('each line is read in its own format, in whatever order they come', () => {
  const source = createSource();
  const access = '192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 503 10 "-" "-" 0.250';
  feed(source, ['starting', '{"level":30,"msg":"x"}', access, '{"level":40,"msg":"x"}', 'done', access].join('\n'));
  assert.deepEqual(report(source), [
    'http.server.request.duration{method:GET,status_class:5xx} 250 ms',
    'http.server.request.duration{method:GET,status_class:5xx} 250 ms',
    'http.server.requests{method:GET,status_class:5xx} 2 c',
    'http.server.response.bytes{method:GET,status_class:5xx} 20 c',
    'log.bytes 222 c',
    'log.entries{level:error} 2 c',
    'log.entries{level:info} 1 c',
    'log.entries{level:unknown} 2 c',
    'log.entries{level:warn} 1 c',
    'log.lines 6 c',
  ]);
});

test('metrics that a program wrote into a line are taken, but not what a stranger wrote into a request, nor into one that failed', () => {
  const source = createSource();
  const request = (agent: string) =>
    `192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 200 10 "-" "${agent}" 0.250\n`;
  const failed =
    '2026/11/20 19:14:00 [error] 31#31: *1 open() "/a" failed (2: No such file or directory), request: "GET /a count#app.paid=1000 HTTP/1.1"\n';
  feed(source, `order paid count#app.paid=2\n${request('x count#app.paid=1000')}${failed}count#app.paid=1\n`);
  assert.deepEqual(
    report(source).filter(line => line.startsWith('app.')),
    ['app.paid 3 c'],
  );
});

test('bytes are those of the log, whatever is left of the line', () => {
  const source = createSource();
  source.line(Buffer.from('x'), 0, 1, 1000);
  assert.ok(report(source).includes('log.bytes 1000 c'));
});

test('rules see every line as text, and only those of their source', () => {
  const rule = ruleOf({ match: 'user (?<user>\\S+)', metric: 'app.users', tags: ['user'] });
  const source = createSource([rule, { ...rule, source: '/other', metric: 'app.other' }]);
  feed(source, 'user zoë\n{"level":30,"msg":"user bob"}\n');
  feed(source, Buffer.from([...Buffer.from('user '), 0xff, 0x0a]));
  const users = report(source).filter(line => line.startsWith('app.'));
  assert.deepEqual(users, ['app.users{user:bob"}} 1 c', 'app.users{user:zoë} 1 c', 'app.users{user:\ufffd} 1 c']);
});

test('rules see the first 8 KiB of a line', () => {
  const source = createSource([ruleOf({ match: 'x(?<n>\\d)', value: 'n' })]);
  feed(source, `${' '.repeat(8190)}x1\n${' '.repeat(8191)}x2\n`);
  assert.ok(report(source).includes('app.x 1 c'));
});

test('a line that a rule drops is counted, and nothing else is made of it', () => {
  const source = createSource([ruleOf({ match: '/health', drop: true })]);
  feed(source, '{"level":"info","path":"/health","msg":"count#app.paid=1"}\n{"level":"info"}\n');
  assert.deepEqual(report(source), [
    'log.bytes 76 c',
    'log.dropped 1 c',
    'log.entries{level:info} 1 c',
    'log.lines 2 c',
  ]);
});

test('other rules change nothing of what was counted, nor of the format that was found', () => {
  const source = createSource([ruleOf({ match: 'a' })]);
  feed(source, '{"level":"info","msg":"a"}\n');
  const changed = compileRules([ruleOf({ match: 'b', metric: 'app.y' })]);
  assert.ok(changed.ok);
  source.useRules(changed.value);
  assert.equal(source.format(), 'json');
  feed(source, '{"level":"info","msg":"b"}\n');
  assert.deepEqual(report(source), [
    'app.x 1 c',
    'app.y 1 c',
    'log.bytes 54 c',
    'log.entries{level:info} 2 c',
    'log.lines 2 c',
  ]);
});

test('of an error with a stack trace the line that says what was wrong is kept too, wherever that stands', () => {
  const keptLines = createLineKeeper(() => 0, true).open();
  const source = createSourceMetrics({ tags: {}, name: '/log', rules: [], keptLines });
  feed(
    source,
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\nKeyError: 7\nINFO b\n',
  );
  feed(source, 'ERROR c\njava.io.IOException: no room\n\tat a.B.c(B.java:4)\nINFO d\nERROR e\n');
  assert.deepEqual(
    keptLines.errors().map(({ text, more = [] }) => [text, ...more.map(({ text }) => text)]),
    [['Traceback (most recent call last):', 'KeyError: 7'], ['ERROR c', 'java.io.IOException: no room'], ['ERROR e']],
  );
});

test('no bytes stall or crash it, and none is lost from the count', () => {
  const source = createSource([
    ruleOf({ match: '(a+)+$' }),
    ruleOf({ json: { level: '*' } }),
    ruleOf({ logfmt: { a: '>1' } }),
  ]);
  const random = seededRandom(1);
  const next = (below: number) => Math.floor(random() * below);
  const pieces = [
    ...[
      '{"',
      '"level":',
      '\\',
      '"',
      '[',
      '] "',
      '<',
      '>',
      'ERROR',
      '\u001b[',
      ' - - [20/Nov/2026:19:14:00 +0000] "GET ',
    ],
    ...['" 200 ', '{', '}', ':', ',', 'aaaa', '\0', '😀', '0.123', 'E0102 12:', '\n'],
  ].map(piece => Buffer.from(piece));
  const parts = Array.from({ length: 20_000 }, () =>
    next(4) === 0 ? Buffer.from([next(256)]) : pieces[next(pieces.length)]!,
  );
  const bytes = Buffer.concat([...parts, Buffer.from('\n')]);
  feed(source, bytes);
  const said = report(source);
  assert.ok(said.includes(`log.bytes ${bytes.length} c`));
  const total = (name: string) =>
    said.filter(line => line.startsWith(name)).reduce((sum, line) => sum + Number(line.split(' ').at(-2)), 0);
  assert.equal(total('log.entries'), total('log.lines'));
});
