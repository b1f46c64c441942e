import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineWriter } from '../../../../../services/shared/store/influxdb/line-writer.ts';
import { createKeepingLogger } from '../../../../support/keeping-logger.ts';
import { until } from '../../../../support/until.ts';
import { reply, withFakeServer } from './fake-server.ts';

const connection = { org: 'o', bucket: 'b', token: 'top-secret', timeout: 2000 };
const lines = (count: number) => Array.from({ length: count }, (_, index) => `m,i=${index} value=1 1`);
const batch = (items: readonly string[]) =>
  ({ items, lineOf: (item: string) => item || undefined, precision: 'ms' }) as const;

test('a batch goes out in requests of 5000 lines, with token, organisation, bucket and precision', async () => {
  const requests: [url: string | undefined, token: string | undefined, lines: number][] = [];
  await withFakeServer(
    (request, body, response) => {
      requests.push([request.url, request.headers.authorization, body.split('\n').length]);
      reply(response, 204);
    },
    async ({ url }) => {
      const write = createLineWriter({ ...connection, url: `${url}/influx/` }, createKeepingLogger());
      assert.deepEqual(await write(batch(lines(10_001))), { ok: true, value: 10_001 });
      const path = '/influx/api/v2/write?org=o&bucket=b&precision=ms';
      assert.deepEqual(
        requests,
        [5000, 5000, 1].map(count => [path, 'Token top-secret', count]),
      );
    },
  );
});

test('nothing is written without a request', async () => {
  const write = createLineWriter({ ...connection, url: 'http://127.0.0.1:1' }, createKeepingLogger());
  assert.deepEqual(await write(batch([])), { ok: true, value: 0 });
});

const failures: [status: number, body: object | string | undefined, kind: 'retry' | 'refused', message: string][] = [
  [
    401,
    { code: 'unauthorized', message: 'unauthorized access' },
    'retry',
    'does not know the token (401 "unauthorized access"): see store.influxdb.token_file or store.influxdb.token',
  ],
  [
    403,
    { code: 'forbidden', message: 'insufficient' },
    'retry',
    'does not let the token use bucket "b" (403 "insufficient"): it needs the rights to read and to write',
  ],
  [
    404,
    { code: 'not found', message: 'bucket "b" not found' },
    'retry',
    'has no bucket "b" in organisation "o" (404 "bucket \\"b\\" not found"): create it, or see store.influxdb.bucket and store.influxdb.org',
  ],
  [429, { code: 'too many requests', message: 'slow down' }, 'retry', 'answered 429 "slow down"'],
  [
    500,
    { code: 'internal error', message: 'no space left on device' },
    'retry',
    'answered 500 "no space left on device"',
  ],
  [503, undefined, 'retry', 'answered 503 "503 Service Unavailable"'],
  [302, undefined, 'retry', 'answered 302 "302 Found"'],
  [
    400,
    '<h1>plain HTTP sent to HTTPS port</h1>',
    'retry',
    'answered 400 "400 Bad Request : <h1>plain HTTP sent to HTTPS port</h1>"',
  ],
  [400, { code: 'invalid', message: 'unable to parse' }, 'refused', 'answered 400 "unable to parse"'],
  [422, { code: 'unprocessable entity', message: 'no' }, 'refused', 'answered 422 "no"'],
];
for (const [status, body, kind, message] of failures) {
  test(`an answer of ${status} ${typeof body === 'string' ? 'from something else ' : ''}means ${kind}, asked once`, async () => {
    let requests = 0;
    await withFakeServer(
      (_, __, response) => {
        requests += 1;
        reply(response, status, body);
      },
      async ({ url }) => {
        const write = createLineWriter({ ...connection, url }, createKeepingLogger());
        const reason = { kind, message: `InfluxDB at ${url} ${message}` };
        assert.deepEqual(await write(batch(lines(3))), { ok: false, reason });
        assert.equal(requests, 1);
      },
    );
  });
}

test('points that InfluxDB left out of a write are not counted as taken, and told once', async () => {
  await withFakeServer(
    (_, __, response) => {
      const message = 'failure writing points to database: partial write: field type conflict: "value" dropped=2';
      reply(response, 422, { code: 'unprocessable entity', message });
    },
    async ({ url }) => {
      const logger = createKeepingLogger();
      const write = createLineWriter({ ...connection, url }, logger);
      for (let round = 0; round < 2; round += 1) assert.deepEqual(await write(batch(lines(5))), { ok: true, value: 3 });
      assert.deepEqual(logger.lines, [
        'warn test: some of what was sent is left out by InfluxDB, such as "field type conflict: \\"value\\""',
      ]);
    },
  );
});

test('what line protocol cannot say is left out, and told', async () => {
  await withFakeServer(
    (_, __, response) => reply(response, 204),
    async ({ url }) => {
      const logger = createKeepingLogger();
      const write = createLineWriter({ ...connection, url }, logger);
      assert.deepEqual(await write(batch(['m value=1 1', ''])), { ok: true, value: 1 });
      assert.deepEqual(await write(batch([''])), { ok: true, value: 0 });
      assert.deepEqual(logger.lines, ['warn test: what line protocol cannot say is left out, such as "\\"\\""']);
    },
  );
});

test('a request that is too large is halved until it fits; one line that is too large is left out', async () => {
  const taken: string[] = [];
  await withFakeServer(
    (_, body, response) => {
      if (body.length > 50) return reply(response, 413, { code: 'request too large', message: 'too large' });
      taken.push(...body.split('\n'));
      reply(response, 204);
    },
    async ({ url }) => {
      const logger = createKeepingLogger();
      const write = createLineWriter({ ...connection, url }, logger);
      const small = lines(9);
      const large = `m,i=${'x'.repeat(50)} value=1 1`;
      assert.deepEqual(await write(batch([...small.slice(0, 4), large, ...small.slice(4)])), { ok: true, value: 9 });
      assert.deepEqual(taken, small);
      assert.equal(logger.lines.length, 1);
      assert.match(
        logger.lines[0]!,
        /^warn test: lines too large for any request \(413\) are left out, such as "m,i=xxx/,
      );
    },
  );
});

test('a failure in a later request is the outcome of the whole, which may be written again', async () => {
  let requests = 0;
  await withFakeServer(
    (_, __, response) => {
      requests += 1;
      reply(response, requests === 2 ? 503 : 204);
    },
    async ({ url }) => {
      const write = createLineWriter({ ...connection, url }, createKeepingLogger());
      const outcome = await write(batch(lines(12_000)));
      assert.equal(outcome.ok, false);
      assert.equal(requests, 2);
    },
  );
});

test('a server that never answers is given up after the timeout, and its connection closed', async () => {
  await withFakeServer(
    () => {},
    async ({ url, connections }) => {
      const write = createLineWriter({ ...connection, url, timeout: 100 }, createKeepingLogger());
      const message = `InfluxDB at ${url} did not answer within 100ms (store.influxdb.timeout)`;
      assert.deepEqual(await write(batch(lines(1))), { ok: false, reason: { kind: 'retry', message } });
      await until(async () => (await connections()) === 0, 'all connections closed');
    },
  );
});

test('a server that trickles its answer is given up after the timeout', async () => {
  await withFakeServer(
    (_, __, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.writeHead(500).on('close', () => clearInterval(timer));
    },
    async ({ url }) => {
      const write = createLineWriter({ ...connection, url, timeout: 150 }, createKeepingLogger());
      const message = `InfluxDB at ${url} did not answer within 150ms (store.influxdb.timeout)`;
      assert.deepEqual(await write(batch(lines(1))), { ok: false, reason: { kind: 'retry', message } });
    },
  );
});

test('a server that is not there is one to try again', async () => {
  let gone = '';
  await withFakeServer(
    () => {},
    async ({ url }) => {
      gone = url;
    },
  );
  const write = createLineWriter({ ...connection, url: gone }, createKeepingLogger());
  const message = `InfluxDB at ${gone} cannot be reached (ECONNREFUSED): see that it runs and that store.influxdb.url is its address`;
  assert.deepEqual(await write(batch(lines(1))), { ok: false, reason: { kind: 'retry', message } });
});

test('a connection that breaks is one to try again', async () => {
  await withFakeServer(
    (request, _, __) => request.socket.destroy(),
    async ({ url }) => {
      const write = createLineWriter({ ...connection, url }, createKeepingLogger());
      const outcome = await write(batch(lines(1)));
      assert.ok(!outcome.ok && outcome.reason.kind === 'retry' && outcome.reason.message.includes('ECONNRESET'));
    },
  );
});
