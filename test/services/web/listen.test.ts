import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import type { Bound } from '../../../services/shared/lifecycle/binding.ts';
import { listenHttp } from '../../../services/web/listen.ts';
import { createFakeStore } from '../../support/fake-store.ts';
import { createTestApp } from '../../support/web-app.ts';

let bound: Bound;
before(async () => {
  const { app } = createTestApp(createFakeStore());
  await app.ready();
  const listening = await listenHttp({ host: '127.0.0.1', port: 0 }, app.routing);
  assert.ok(listening.ok);
  bound = listening.value;
});
after(() => bound.close());

/** The whole answer to a text that is sent as it stands. */
async function ask(text: string): Promise<string> {
  const socket = connect(bound.port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', piece => pieces.push(piece));
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(pieces).toString();
}

const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\n${[...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`;
const ours = 'Host: localhost';
const theirs = 'Host: evil.example';

const answers: [what: string, sent: string, status: number, error: RegExp][] = [
  ['an address that cannot be decoded', get('/%zz', ours), 400, /^the address is "\/%zz", but must/],
  ['a parameter that cannot be decoded', get('/api/v1/tags/%zz', ours), 400, /^the address is/],
  ['a parameter that is too long', get(`/api/v1/tags/${'a'.repeat(1025)}`, ours), 414, /longer than 1024 characters$/],
  ['another name, and an address that cannot be decoded', get('/%zz', theirs), 403, /^the Host header is/],
  ['another name, and a long parameter', get(`/api/v1/tags/${'a'.repeat(1025)}`, theirs), 403, /^the Host header is/],
  ['no name', get('/healthz'), 403, /^the Host header is ""/],
  ['another name, and an expectation', get('/healthz', theirs, 'Expect: foo'), 403, /^the Host header is/],
  ['what is no HTTP', 'hello\r\n\r\n', 400, /^the request is not HTTP$/],
  ['headers without end', get('/healthz', ours, `X-Long: ${'a'.repeat(20_000)}`), 431, /^the headers are too long$/],
];
for (const [what, sent, status, message] of answers)
  test(`${what}: ${status} with the error's body and the security headers`, async () => {
    const [head = '', body = ''] = (await ask(sent)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(head, /^content-security-policy: default-src 'none'/im);
    assert.match(head, /^x-content-type-options: nosniff/im);
    assert.match(head, /^content-type: application\/json/im);
    assert.match(JSON.parse(body).error, message);
  });

test('what is no HTTP behind a request does not get into its answer', async () => {
  const answer = await ask(`GET /healthz HTTP/1.1\r\n${ours}\r\n\r\nhello\r\n\r\n`);
  assert.ok((answer.match(/HTTP\/1\.1/g) ?? []).length <= 1, answer);
});
