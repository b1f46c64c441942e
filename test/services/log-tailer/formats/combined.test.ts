import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCombinedReader } from '../../../../services/log-tailer/formats/combined.ts';
import { createTally } from '../../../../services/log-tailer/tally/tally.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { within } from './within.ts';

/** The severity of a line, and the metrics that it became. */
function read(line: string | Buffer) {
  const tally = createTally({});
  const level = within(line, createCombinedReader(tally));
  const client = createRecordingClient();
  tally.report(client);
  return [level, ...client.take().map(text => text.replace('http.server.', ''))];
}

const head = '203.0.113.7 - - [20/Nov/2026:19:14:00 +0000]';

test('a request is counted with its bytes, by method and class of status', () => {
  assert.deepEqual(read(`${head} "GET /a?b=c HTTP/1.1" 200 612 "-" "curl/8.5.0"`), [
    'info',
    'requests{method:GET,status_class:2xx} 1 c',
    'response.bytes{method:GET,status_class:2xx} 612 c',
  ]);
});

test('the time in seconds that nginx puts behind the last quoted field is milliseconds', () => {
  const timings = (end: string) => read(`${head} "GET / HTTP/1.1" 204 0${end}`).filter(line => line?.endsWith('ms'));
  const one = (value: number) => [`request.duration{method:GET,status_class:2xx} ${value} ms`];
  assert.deepEqual(timings(' "-" "curl" 0.123'), one(123));
  assert.deepEqual(timings(' "-" "curl" 12.000'), one(12_000));
  assert.deepEqual(timings(' "-" "curl" "10.0.0.1" 0.004 0.003 .'), one(4));
  assert.deepEqual(timings(' "-" "curl"'), []);
  assert.deepEqual(timings(' "-" "curl" 123'), [], "a whole number may be Apache's %D, %T or %{ms}T");
  assert.deepEqual(timings(' "-" "curl" 2.34'), [], 'a compression ratio');
  assert.deepEqual(timings(' "-" "curl" 0.1234'), []);
  assert.deepEqual(timings(' "-" "curl" -'), []);
  assert.deepEqual(timings(' "-" "curl" .123'), []);
});

test('odd hosts, users and requests', () => {
  const requests = (line: string) => {
    const [level, first] = read(line);
    return `${level} ${first}`;
  };
  const table = [
    [`2001:db8::1 - frank [20/Nov/2026:19:14:00 +0000] "POST / HTTP/2.0" 301 0 "-" "-"`, 'info', 'POST', '3xx'],
    [`::1 - a user [20/Nov/2026:19:14:00 +0000] "HEAD / HTTP/1.1" 200 -`, 'info', 'HEAD', '2xx'],
    [`example.com:80 192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 404 1`, 'warn', 'GET', '4xx'],
    [`${head} "-" 408 0 "-" "-"`, 'warn', '_OTHER', '4xx'],
    [`${head} "" 400 0 "-" "-"`, 'warn', '_OTHER', '4xx'],
    [`${head} "\\x16\\x03\\x01" 400 157 "-" "-"`, 'warn', '_OTHER', '4xx'],
    [`${head} "GET /old" 200 1 "-" "-"`, 'info', 'GET', '2xx'],
    [`${head} "GET /\\"quoted\\" HTTP/1.1" 500 1 "-" "a \\"b\\""`, 'error', 'GET', '5xx'],
    [`${head} "PROPFIND / HTTP/1.1" 405 1 "-" "-"`, 'warn', '_OTHER', '4xx'],
    [`${head} "get / HTTP/1.1" 200 1 "-" "-"`, 'info', '_OTHER', '2xx'],
    [`${head} "GETX / HTTP/1.1" 200 1 "-" "-"`, 'info', '_OTHER', '2xx'],
    [`${head} "GET / HTTP/1.1" 000 0 "-" "-"`, 'unknown', 'GET', '_OTHER'],
    [`${head} "GET / HTTP/1.1" 999 0 "-" "-"`, 'unknown', 'GET', '_OTHER'],
    [`${head} "GET / HTTP/1.1" 101 0 "-" "-"`, 'info', 'GET', '1xx'],
    [`${head} "GET / HTTP/1.1" 200`, 'info', 'GET', '2xx'],
  ] as const;
  for (const [line, level, method, statusClass] of table) {
    assert.equal(requests(line), `${level} requests{method:${method},status_class:${statusClass}} 1 c`, line);
  }
});

test('every other line is left alone', () => {
  const lines = [
    '',
    '-',
    '[',
    ' [',
    'Nov 20 19:14:00 host sshd[1]: error: x',
    '2026/11/20 19:14:00 [error] 31#31: *1 open() "/x" failed, request: "GET / HTTP/1.1"',
    head,
    `${head} `,
    `${head} "`,
    `${head} "GET / HTTP/1.1"`,
    `${head} "GET / HTTP/1.1" `,
    `${head} "GET / HTTP/1.1" 20`,
    `${head} "GET / HTTP/1.1" 2000`,
    `${head} "GET / HTTP/1.1" abc 1`,
    `${head} "GET / HTTP/1.1 200 1`,
    `${head} "GET /\\`,
    `- - - [20/Nov/2026:19:14:00 "GET / HTTP/1.1" 200 1`,
    `- - - [Fri Nov 20 19:14:00 2026] "GET / HTTP/1.1" 200 1`,
    `${'x'.repeat(600)} - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" 200 1`,
  ];
  for (const line of lines) assert.deepEqual(read(line), [undefined], line);
});
