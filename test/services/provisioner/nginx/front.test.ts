import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { createCombinedReader } from '../../../../services/log-tailer/formats/combined.ts';
import { renderFront } from '../../../../services/provisioner/nginx/front.ts';
import { skipWithoutEngine } from '../../../support/requires.ts';
import { until } from '../../../support/until.ts';
import { startEcho, startFront } from './front-container.ts';
import { runHardened } from './hardened-container.ts';
import { request, sendRaw } from './raw-http.ts';

const skip = await skipWithoutEngine();
const apiToken = 'Api-token_1';
const plain = { url: 'http://localhost', tls: false, apiToken };
const withTls = { url: 'https://metrics.example:8443', tls: true, apiToken };
const token = `Authorization: Bearer ${apiToken}`;

test('the configuration', async () => {
  const golden = (name: string) => readFile(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
  assert.equal(renderFront(plain), await golden('front.conf'));
  assert.equal(renderFront(withTls), await golden('front-tls.conf'));
});

test('a token that would be something else in the file is refused', () => {
  assert.throws(() => renderFront({ ...plain, apiToken: '.*' }), /characters/);
});

const echoed = (body: string) =>
  JSON.parse(/\{.*\}/s.exec(body)![0]) as { method: string; url: string; headers: Record<string, string> };
const headerOf = (head: string, name: string) => new RegExp(`^${name}: (.*?)\r?$`, 'im').exec(head)?.[1];

test('alone it starts, says what does not answer, and lets nobody in', { skip }, async t => {
  const { get, front } = await startFront(t, plain);
  const start = await get('/');
  assert.equal(start.status, 200);
  for (const part of ['<title>tidegauge</title>', 'href="/grafana/"', 'href="/live/"'])
    assert.ok(start.body.includes(part), part);
  assert.equal(headerOf(start.head, 'content-type'), 'text/html; charset=utf-8');
  assert.equal(headerOf(start.head, 'x-content-type-options'), 'nosniff');
  assert.equal(headerOf(start.head, 'x-frame-options'), 'DENY');
  assert.equal(headerOf(start.head, 'referrer-policy'), 'same-origin');
  assert.match(headerOf(start.head, 'content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  assert.equal(headerOf(start.head, 'server'), 'nginx');
  assert.equal(headerOf(start.head, 'strict-transport-security'), undefined);

  const expected: [path: string, headers: string[], status: number, body: RegExp][] = [
    ['/grafana/', [], 503, /Grafana does not answer/],
    ['/live/', [], 503, /Grafana does not answer/],
    ['/live/', ['Cookie: grafana_session=x'], 503, /Grafana does not answer/],
    ['/live/', [token], 503, /The web service does not answer/],
    ['/api/v1/metrics', [], 503, /^\{"error":"Logins are checked by Grafana/],
    ['/api/v1/metrics', ['Authorization: Bearer wrong'], 503, /^\{"error":"Logins/],
    ['/api/v1/metrics', [`Authorization: Bearer ${apiToken.toLowerCase()}`], 503, /^\{"error":"Logins/],
    ['/api/v1/metrics', [`${token}x`], 503, /^\{"error":"Logins/],
    ['/api/v1/metrics', [token], 503, /^\{"error":"the web service does not answer"\}$/],
    ['/login-check', [token], 404, /404/],
    ['/nothing', [], 404, /404/],
    ['/nginx.conf', [], 404, /404/],
  ];
  for (const [path, headers, status, body] of expected) {
    const answer = await get(path, ...headers);
    assert.equal(answer.status, status, `${path} ${headers}`);
    assert.match(answer.body, body, `${path} ${headers}`);
  }
  for (const [path, to] of [
    ['/grafana', '/grafana/'],
    ['/live', '/live/'],
    ['/grafana/live/d/logs?from=-1h&host=a', '/live/d/logs?from=-1h&host=a'],
    ['/grafana/live/%0d%0aX-A:%20b', '/live/%0d%0aX-A:%20b'],
  ] as const)
    assert.equal(headerOf((await get(path)).head, 'location'), to);
  assert.doesNotMatch(await front.output(), new RegExp(apiToken));
});

test('who has the token, or whom the login knows, gets to the web service, which learns no secret', {
  skip,
}, async t => {
  const front = await startFront(t, plain);
  const { get } = front;
  await startEcho(t, front, 'web');
  const { url, headers } = echoed(
    (await get('/api/v1/query?metric=a%20b&x=//', token, 'Cookie: grafana_session=secret; theme=dark; a=b')).body,
  );
  assert.deepEqual(
    [url, headers.host, headers.cookie, headers.authorization],
    ['/api/v1/query?metric=a%20b&x=//', 'web', 'theme=dark', undefined],
  );
  assert.equal(echoed((await get('/live/', token, 'Cookie: theme="><b>')).body).headers.cookie, undefined);
  assert.equal((await get('/live/')).status, 503);

  const grafana = await startEcho(t, front, 'grafana');
  assert.equal((await get('/live/', 'Cookie: status=200')).status, 200);

  const refused = await get('/live/d/logs?from=-1h&host=a&b=c', 'Cookie: status=401');
  assert.equal(refused.status, 302);
  assert.equal(headerOf(refused.head, 'location'), '/grafana/login?redirectTo=/live/d/logs?from=-1h%26host=a%26b=c');
  const elsewhere = await get('//evil.example/../live/', 'Cookie: status=401');
  assert.equal(headerOf(elsewhere.head, 'location'), '/grafana/login?redirectTo=/live/');
  const due = await get('/live/', 'Cookie: status=401; grafana_session=x');
  assert.equal(headerOf(due.head, 'location'), '/grafana/user/auth-tokens/rotate?redirectTo=/live/');
  const machine = await get('/api/v1/metrics', 'Cookie: status=401');
  assert.equal(machine.status, 401);
  assert.match(machine.body, /^\{"error":"not logged in: /);
  assert.equal(headerOf(machine.head, 'www-authenticate'), 'Bearer');
  assert.equal((await get('/api/v1/metrics', 'Cookie: status=500')).status, 503);

  const post = (cookie: string) => {
    const head = request(
      'POST /api/v1/rules/test HTTP/1.1',
      cookie,
      'Content-Length: 2',
      'Sec-Fetch-Site: same-origin',
    );
    return sendRaw(front.port, `${head}{}`);
  };
  const posted = await post('Cookie: status=200');
  assert.equal(posted.status, 200);
  const { method, headers: sent } = echoed(posted.text);
  assert.deepEqual([method, sent['content-length'], sent['sec-fetch-site']], ['POST', '2', 'same-origin']);
  assert.equal((await post('Cookie: status=401')).status, 401);

  // Grafana away, and back at another address.
  await grafana.remove();
  await until(async () => (await get('/live/', 'Cookie: status=200')).status === 503);
  assert.equal((await get('/live/', token)).status, 200);
  await startEcho(t, front, 'grafana');
  await until(async () => (await get('/live/', 'Cookie: status=200')).status === 200);
});

test('the web service, on a root it cannot write to, is behind it', { skip }, async t => {
  const front = await startFront(t, plain);
  const { network, get } = front;
  const web = await runHardened(
    {
      image: 'node:24-bookworm-slim',
      command: ['node', '/app/services/web/main.ts', '--health-file', '/tmp/health'],
      user: '1000',
      binds: [`${new URL('../../../../', import.meta.url).pathname}:/app:ro`],
      network,
      alias: 'web',
      environment: [
        ...['TIDEGAUGE_WEB_HOST=0.0.0.0', 'TIDEGAUGE_WEB_BASE_PATH=/live/', 'TIDEGAUGE_WEB_ALLOWED_HOSTS=["web"]'],
        ...['TIDEGAUGE_STORE_TYPE=influxdb', 'TIDEGAUGE_STORE_INFLUXDB_TOKEN=none'],
      ],
    },
    t,
  );
  await until(async () => (await get('/live/', token)).status === 200, 'the live page').catch(async error => {
    throw new Error(`${error.message}: ${await web.output()}`);
  });
  const page = await get('/live/', token, 'Cookie: theme=dark');
  assert.match(page.body, /<html lang="en" data-theme="dark">/);
  const script = await get(/src="(\/live\/assets\/\w+\.js)"/.exec(page.body)![1]!, token);
  assert.deepEqual([script.status, headerOf(script.head, 'content-type')], [200, 'text/javascript; charset=utf-8']);
  // There is no store here, and it is the web service that says so.
  assert.match((await get('/api/v1/metrics', token)).body, /the store cannot be reached/);
  assert.match((await get('/live/healthz', token)).body, /"store":\{"state":"down"/);
});

test('Grafana gets requests as they came, its websockets, and no API token', { skip }, async t => {
  const front = await startFront(t, plain);
  const { get, port } = front;
  await startEcho(t, front, 'grafana');
  const answer = await get('/grafana/api/x%2Fy?a=b', token, 'X-Forwarded-For: 1.2.3.4', 'Upgrade: h2c');
  const { url, headers } = echoed(answer.body);
  assert.equal(url, '/grafana/api/x%2Fy?a=b');
  assert.equal(headers.host, 'gateway');
  assert.deepEqual(
    [headers.authorization, headers.upgrade, headers['x-forwarded-proto']],
    [undefined, undefined, 'http'],
  );
  assert.doesNotMatch(headers['x-forwarded-for']!, /1\.2\.3\.4/);
  assert.match(headerOf(answer.head, 'set-cookie')!, /^session=1; Path=\/; HttpOnly$/);
  assert.equal(
    echoed((await get('/grafana/', 'Authorization: Bearer its-own')).body).headers.authorization,
    'Bearer its-own',
  );

  const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Origin: http://gateway'];
  const lines = ['GET /grafana/api/live/ws HTTP/1.1', 'Host: gateway', ...upgrade, '', ''];
  const socket = await sendRaw(port, lines.join('\r\n'));
  assert.equal(socket.status, 101);
  const seen = echoed(socket.text.split('\r\n\r\n')[1]!).headers;
  assert.deepEqual([seen.upgrade, seen.connection, seen.origin], ['websocket', 'upgrade', 'http://gateway']);

  // Ten at once, and one every three seconds.
  const login = () => sendRaw(port, request('POST /grafana/login HTTP/1.1', 'Content-Length: 0'));
  const statuses: (number | undefined)[] = [];
  for (let tries = 0; tries < 20; tries += 1) statuses.push((await login()).status);
  assert.deepEqual(statuses.slice(0, 11), Array(11).fill(200));
  assert.ok(statuses.slice(11).filter(status => status === 429).length >= 7, String(statuses));
  assert.equal((await get('/grafana/')).status, 200);
  const large = request('POST /grafana/api/dashboards HTTP/1.1', 'Content-Length: 9000000');
  assert.equal((await sendRaw(port, large)).status, 413);
});

test('its log is one that the log-tailer reads, with the time, and without the health check', { skip }, async t => {
  const { front, get } = await startFront(t, plain);
  await get('/', 'Referer: http://a/', 'User-Agent: b "c"');
  const isAccess = (line: string) => line.includes('"GET / HTTP/1.1"');
  await until(async () => (await front.output()).split('\n').some(isAccess));
  const output = await front.output();
  assert.doesNotMatch(output, /healthz/);
  const line = Buffer.from(output.split('\n').find(isAccess)!.slice(8), 'latin1');
  const told: [string, object, number][] = [];
  const entry = (name: string, tags: object) => ({ add: (value: number) => told.push([name, tags, value]) });
  assert.equal(createCombinedReader({ counter: entry, timing: entry } as never)(line, 0, line.length, -1), 'info');
  assert.deepEqual(
    told.map(([name]) => name),
    ['http.server.requests', 'http.server.response.bytes', 'http.server.request.duration'],
  );
});

test('with TLS, plain HTTP leads to the public address', { skip }, async t => {
  const { front, get } = await startFront(t, withTls);
  const redirected = await get('/live/?a=b');
  assert.deepEqual(
    [redirected.status, headerOf(redirected.head, 'location')],
    [301, 'https://metrics.example:8443/live/?a=b'],
  );
  assert.equal((await get('/healthz')).body, 'ok\n');
  const port = front.port(8443);
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) =>
    httpsRequest({ host: '127.0.0.1', port, rejectUnauthorized: false }, response => {
      response.resume();
      resolve(response.headers);
    })
      .on('error', reject)
      .end(),
  );
  assert.equal(headers['strict-transport-security'], 'max-age=31536000');
  const protocolOf = (options: object) =>
    new Promise(resolve => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }, () => {
        resolve(socket.getProtocol());
        socket.destroy();
      }).on('error', error => resolve((error as NodeJS.ErrnoException).code));
    });
  assert.equal(await protocolOf({}), 'TLSv1.3');
  assert.equal(await protocolOf({ maxVersion: 'TLSv1.2' }), 'TLSv1.2');
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  assert.match(String(await protocolOf(old)), /ALERT_PROTOCOL_VERSION/);
});
