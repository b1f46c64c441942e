import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import Docker from 'dockerode';
import { createCombinedReader } from '../../../../services/log-tailer/formats/combined.ts';
import { renderGateway } from '../../../../services/provisioner/nginx/gateway.ts';
import { createEngine } from '../../../../services/shared/engine/dockerode-engine.ts';
import { runContainer } from '../../../support/containers.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { engineSocket, skipWithoutEngine } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { type HardenedContainer, nginxCommand, runHardened } from './hardened-container.ts';
import { type RawAnswer, request, sendRaw } from './raw-http.ts';

const skip = await skipWithoutEngine();
const gatewayPort = 2375;

test('the configuration', async () => {
  const golden = await readFile(new URL('fixtures/gateway.conf', import.meta.url), 'utf8');
  assert.equal(renderGateway(), golden);
});

/** The gateway as the stack runs it: root without any capability; with the engine's socket or with none. */
async function startGateway(t: TestContext, socket: string | undefined): Promise<HardenedContainer> {
  const directory = await scratchDirectory(t);
  await chmod(directory, 0o755);
  await writeFile(`${directory}/nginx.conf`, renderGateway(), { mode: 0o444 });
  const gateway = await runHardened(
    {
      image: 'nginx:1.28',
      command: nginxCommand,
      user: '0',
      ports: [gatewayPort],
      binds: [`${directory}:/etc/tidegauge:ro`, ...(socket ? [`${socket}:/var/run/docker.sock:ro`] : [])],
    },
    t,
  );
  const ask = () => sendRaw(gateway.port(gatewayPort), request('GET / HTTP/1.1')).catch(() => undefined);
  await until(async () => (await ask())?.status === 403, 'the gateway').catch(async error => {
    throw new Error(`${error.message}: ${await gateway.output()}`);
  });
  return gateway;
}

const long = 'a'.repeat(9000);
const get = (path: string, ...headers: readonly string[]) => request(`GET ${path} HTTP/1.1`, ...headers);

test('what collectors ask passes, all else is refused and logged', { skip }, async t => {
  const gateway = await startGateway(t, engineSocket);
  const port = gateway.port(gatewayPort);
  const { name } = await runContainer({ image: 'debian:bookworm-slim', command: ['sleep', '600'] }, t);
  const image = (await new Docker({ socketPath: engineSocket }).getImage('nginx:1.28').inspect()).Id;

  const passed = [
    ...['/_ping', '/version', '/v1.41/version', '/info', '/v1.41/info', '/v1.24/_ping'],
    ...[
      '/containers/json',
      '/v1.41/containers/json?all=1',
      `/containers/json?filters=%7B%22name%22%3A%5B%22${name}%22%5D%7D`,
    ],
    ...[`/containers/${name}/json`, `/v1.41/containers/${name}/json?size=1`],
    ...[`/containers/${name}/logs?stdout=1&tail=1`, `/containers/${name}/stats?stream=false&one-shot=1`],
    `/containers/${name}/archive?path=/etc/hostname`,
    ...['/images/json', '/v1.41/images/json?digests=1', '/images/nginx:1.28/json', `/images/${image}/json`],
    '/events?since=1&until=2',
  ];
  for (const path of passed) assert.equal((await sendRaw(port, get(path))).status, 200, path);
  assert.equal((await sendRaw(port, request('GET /version HTTP/1.0'))).status, 200);
  // The engine's own answer: its name is in a repository's path.
  assert.match(
    (await sendRaw(port, get('/images/registry.example:5000/a/b@sha256:00/json'))).text,
    /"message":".*invalid|such image/,
  );

  const refused: Record<string, string> = {
    'the root': get('/'),
    'a container made': `${request('POST /containers/create HTTP/1.1', 'Content-Length: 2')}{}`,
    'a container started': request(`POST /v1.41/containers/${name}/start HTTP/1.1`),
    'a container removed': request(`DELETE /containers/${name} HTTP/1.1`),
    'another method': request('PUT /containers/json HTTP/1.1'),
    HEAD: request('HEAD /_ping HTTP/1.1'),
    OPTIONS: request('OPTIONS /_ping HTTP/1.1'),
    'a method of lower case': request('get /_ping HTTP/1.1'),
    'an invented method': request('GETX /_ping HTTP/1.1'),
    TRACE: request('TRACE /_ping HTTP/1.1'),
    CONNECT: request('CONNECT /version HTTP/1.1'),
    'CONNECT to a host': request('CONNECT gateway:2375 HTTP/1.1'),
    'what lies beside the list': get('/containers/json/x'),
    processes: get(`/containers/${name}/top`),
    'an export': get(`/containers/${name}/export`),
    'an attachment': get(`/containers/${name}/attach/ws`),
    'an image as an archive': get('/images/nginx:1.28/get'),
    'images as an archive': get('/images/get?names=nginx'),
    secrets: get('/secrets'),
    volumes: get('/v1.41/volumes'),
    swarm: get('/swarm/unlockkey'),
    'an exec': get('/exec/0/json'),
    'a version that is none': get('/vv1.41/version'),
    'two versions': get('/v1.41/v1.41/version'),
    'double slashes': get('//version'),
    'double slashes within': get(`/containers//${name}/json`),
    'a slash at the end': get('/version/'),
    'a dot': get('/./version'),
    'a dot within': get(`/containers/./${name}/json`),
    dots: get(`/containers/${name}/../../version`),
    'dots to a forbidden place': get('/containers/../secrets/json'),
    'dots in an image': get('/images/../secrets/json'),
    'dots above the root': get('/../../version'),
    'encoded dots': get(`/containers/%2e%2e/version`),
    'an encoded letter': get('/%76ersion'),
    'an encoded slash': get(`/containers%2fjson`),
    'an encoded slash in a name': get(`/containers/${name}%2f..%2f..%2fsecrets/json`),
    'a double encoding': get('/containers/%252e%252e/json'),
    'an encoded question mark': get('/containers/x%3f/json'),
    'a null': get('/version%00'),
    'a broken encoding': get('/version%zz'),
    'an encoded line end': get('/version%0d%0aX:1'),
    'a fragment': get('/version#x'),
    'a fragment in the query': get('/version?a#/../secrets'),
    'a semicolon': get('/version;x'),
    'a backslash': get('/containers\\..\\secrets'),
    'bytes that are no ASCII': get('/containers/\xe4/json'),
    'no letter of a query': get('/version?\x01'),
    'an absolute address': get('http://gateway/version'),
    'an absolute address of another host': get('http://example.com/version'),
    'no slash': get('version'),
    'an asterisk': request('OPTIONS * HTTP/1.1'),
    'two spaces': request('GET  /version HTTP/1.1'),
    'spaces before the version': request('GET /version  HTTP/1.1'),
    'a space at the end': request('GET /version HTTP/1.1 '),
    'a space within': request('GET /version HTTP/1.1 HTTP/1.1'),
    'a tab': request('GET\t/version HTTP/1.1'),
    'another version of HTTP': request('GET /version HTTP/1.2'),
    'HTTP/2': request('GET /version HTTP/2.0'),
    'a very long path': get(`/containers/${long}/json`),
    'a body': `${get('/version', 'Content-Length: 5')}hello`,
    'a body in chunks': `${get('/version', 'Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`,
    'two lengths': `${get('/version', 'Content-Length: 0', 'Content-Length: 5')}hello`,
    'a length and chunks': `${get('/version', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    'an odd encoding': get('/version', 'Transfer-Encoding: identity'),
    'a negative length': get('/version', 'Content-Length: -1'),
    'an upgrade': get('/version', 'Connection: Upgrade', 'Upgrade: tcp'),
    'an upgrade to HTTP/2': get(
      '/version',
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AA',
    ),
    'a hijack': request(`POST /containers/${name}/attach?stream=1&stdin=1 HTTP/1.1`, 'Upgrade: tcp'),
    'no host': 'GET /version HTTP/1.1\r\nConnection: close\r\n\r\n',
    'a header with a space': get('/version', 'Content-Length : 5'),
  };
  const expected = new Set([400, 403, 405, 414, 501, 505]);
  const answers: [string, RawAnswer][] = [];
  for (const [what, bytes] of Object.entries(refused)) {
    const answer = await sendRaw(port, bytes);
    answers.push([what, answer]);
    assert.ok(expected.has(answer.status ?? 0), `${what}: ${answer.text}`);
    assert.doesNotMatch(answer.text, /ApiVersion|Api-Version|Docker\//, what);
  }
  // Without a version of HTTP the answer has no head.
  assert.deepEqual(await sendRaw(port, 'GET /version\r\n'), {
    status: undefined,
    text: '{"message":"the gateway passes only GETs that collectors use"}',
  });
  // A request within the body of another is a body.
  const smuggled = await sendRaw(
    port,
    `GET /version HTTP/1.1\r\nHost: a\r\nContent-Length: 36\r\n\r\nGET /secrets HTTP/1.1\r\nHost: a\r\n\r\n\r\n${request('GET /_ping HTTP/1.1')}`,
  );
  assert.doesNotMatch(smuggled.text, /ApiVersion/);

  const ours = answers.filter(([, { status }]) => status === 403).length;
  assert.ok(ours > 45, `${ours} of ${answers.length} are refused by the allow-list itself`);
  const lines = (await gateway.output()).split('\n');
  const isLogged = (part: string) =>
    assert.ok(
      lines.some(line => line.includes(part)),
      part,
    );
  isLogged('"POST /containers/create HTTP/1.1" 403');
  isLogged('/containers/%2e%2e/version HTTP/1.1" 403');
  isLogged('"GET /version" 403');
  isLogged('"GET http://example.com/version HTTP/1.1" 403');
});

test('a client of the engine works through it', { skip }, async t => {
  const gateway = await startGateway(t, engineSocket);
  const address = `http://127.0.0.1:${gateway.port(gatewayPort)}`;
  const engine = createEngine({ address, logger: createKeepingLogger() });
  const direct = createEngine({ address: engineSocket, logger: createKeepingLogger() });
  assert.deepEqual(await engine.check(), await direct.check());

  const stopping = new AbortController();
  const events: string[] = [];
  const following = engine.events(
    Date.now(),
    ({ action, tags }) => events.push(`${action} ${tags.container}`),
    stopping.signal,
  );
  const script = 'echo first; while ! test -e /tmp/go; do sleep 0.1; done; echo second';
  const { id, name, exec } = await runContainer({ image: 'debian:bookworm-slim', command: ['sh', '-c', script] }, t);
  await until(() => events.includes(`start ${name}`), 'the event');

  assert.deepEqual(await engine.inspect(id), await direct.inspect(id));
  assert.equal(await engine.inspect('no-such-container'), undefined);
  assert.ok((await engine.list()).some(container => container.id === id));

  let log = '';
  const stream = await engine.logs(id, 0);
  stream.on('data', (chunk: Buffer) => {
    log += chunk.toString('latin1');
  });
  const ended = new Promise(resolve => stream.on('end', resolve));
  // Each line comes when it is written, not when a buffer is full.
  await until(() => / first\n/.test(log), 'the first line');
  assert.doesNotMatch(log, / second\n/);
  await exec(['touch', '/tmp/go']);
  await ended;
  assert.match(log, / second\n$/);
  stopping.abort();
  await following;
});

test('a stop does not wait for streams', { skip }, async t => {
  const gateway = await startGateway(t, engineSocket);
  const stream = sendRaw(gateway.port(gatewayPort), get('/events'));
  await until(async () => (await sendRaw(gateway.port(gatewayPort), get('/_ping'))).status === 200);
  const asked = Date.now();
  await gateway.container.kill({ signal: 'SIGQUIT' });
  assert.equal((await gateway.container.wait()).StatusCode, 0);
  assert.ok(Date.now() - asked < 8000);
  await stream;
});

test('without an engine the answer says so, as the engine would', { skip }, async t => {
  const gateway = await startGateway(t, undefined);
  const port = gateway.port(gatewayPort);
  const { status, text } = await sendRaw(port, get('/_ping'));
  assert.deepEqual(
    [status, text.split('\r\n\r\n')[1]],
    [502, '{"message":"no Docker engine answers behind the gateway"}'],
  );
  const client = new Docker({ protocol: 'http', host: '127.0.0.1', port });
  await assert.rejects(client.listContainers(), /HTTP code 502.* no Docker engine answers behind the gateway/);
});

test('its own log is one that the log-tailer reads', { skip }, async t => {
  const gateway = await startGateway(t, engineSocket);
  await sendRaw(gateway.port(gatewayPort), get('/version'));
  const isAccess = (line: string) => line.includes('/version HTTP/1.1');
  await until(async () => (await gateway.output()).split('\n').some(isAccess));
  const line = Buffer.from((await gateway.output()).split('\n').find(isAccess)!.slice(8), 'latin1');
  assert.equal(levelOf(line), 'info');
});

function levelOf(line: Buffer) {
  const entry = { add() {} };
  const tally = { counter: () => entry, timing: () => entry } as never;
  return createCombinedReader(tally)(line, 0, line.length, -1);
}
