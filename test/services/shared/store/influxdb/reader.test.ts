import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReader, createStream, parseAnswer } from '../../../../../services/shared/store/influxdb/reader.ts';
import { reply, withFakeServer } from './fake-server.ts';

const connection = { org: 'o', bucket: 'b&q=x', token: 'top-secret', timeout: 2000 };
const piece = (...times: number[]) => ({ name: 'm', columns: ['time'], values: times.map(time => [time]) });
const answerOf = (series: object[], more = {}) => JSON.stringify({ results: [{ statement_id: 0, series, ...more }] });

test('an answer in one piece or in several holds the same rows', () => {
  const chunked = `${answerOf([piece(1)], { partial: true })}\n${answerOf([piece(2)])}\n`;
  assert.deepEqual(parseAnswer(answerOf([piece(1), piece(2)])), [piece(1), piece(2)]);
  assert.deepEqual(parseAnswer(chunked), [piece(1), piece(2)]);
  assert.deepEqual(parseAnswer('{"results":[{"statement_id":0}]}'), []);
});

test('an error anywhere in an answer is an error', () => {
  assert.throws(() => parseAnswer('{"error":"timeout"}'), { message: 'timeout' });
  assert.throws(() => parseAnswer('{"results":[{"error":"database not found: b"}]}'), {
    message: 'database not found: b',
  });
  assert.throws(() => parseAnswer(`${answerOf([piece(1)])}\n{"results":[{"error":"killed"}]}`), { message: 'killed' });
  assert.throws(() => parseAnswer('{}'), { message: 'an answer without results' });
  assert.throws(() => parseAnswer('<html>'), SyntaxError);
});

test('a statement is posted with the token, as a form in which nothing ends a value', async () => {
  await withFakeServer(
    (request, body, response) => {
      assert.equal(`${request.method} ${request.url}`, 'POST /query');
      assert.equal(request.headers.authorization, 'Token top-secret');
      assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
        db: 'b&q=x',
        epoch: 'ms',
        chunked: 'true',
        q: 'SELECT 1&db=other',
      });
      reply(response, 200, answerOf([piece(7)]));
    },
    async ({ url }) => assert.deepEqual(await createReader({ ...connection, url })('SELECT 1&db=other'), [piece(7)]),
  );
});

const failures: [title: string, status: number, body: object | string, message: string][] = [
  [
    'a wrong token',
    401,
    { code: 'unauthorized', message: 'Unauthorized' },
    'does not know the token (401 "Unauthorized"): see store.influxdb.token_file or store.influxdb.token',
  ],
  ['a statement it does not understand', 400, { error: 'bad syntax' }, 'answered 400 "bad syntax"'],
  ['a proxy in between', 502, '<h1>Bad Gateway</h1>', 'answered 502 "<h1>Bad Gateway</h1>"'],
  [
    'an unknown bucket',
    200,
    { results: [{ error: 'database not found: b' }] },
    'answered a query with "database not found: b": no such bucket, or the token has no right to read it',
  ],
];
for (const [title, status, body, message] of failures) {
  test(`${title} rejects, and says what to do`, async () => {
    await withFakeServer(
      (_, __, response) => reply(response, status, body),
      async ({ url }) => {
        await assert.rejects(createReader({ ...connection, url })('x'), { message: `InfluxDB at ${url} ${message}` });
      },
    );
  });
}

test('a server that never ends its answer rejects after the timeout', async () => {
  await withFakeServer(
    (_, __, response) => void response.writeHead(200).write('{'),
    async ({ url }) => {
      await assert.rejects(createReader({ ...connection, url, timeout: 100 })('x'), {
        message: `InfluxDB at ${url} did not answer within 100ms (store.influxdb.timeout)`,
      });
    },
  );
});

test('what whoever reads does between two pieces is no time of the server', async () => {
  const timeout = 200;
  const count = 20_000;
  await withFakeServer(
    (_, __, response) =>
      reply(response, 200, Array.from({ length: count }, (_, index) => answerOf([piece(index)])).join('\n')),
    async ({ url }) => {
      let read = 0;
      for await (const _ of createStream({ ...connection, url, timeout })('x')) {
        read += 1;
        // Long after the answer began, most of it is still to be read.
        if (read === 1) await new Promise(resolve => setTimeout(resolve, 2 * timeout));
      }
      assert.equal(read, count);
    },
  );
});
