import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ContainerEvent } from '../../../../services/shared/engine/container.ts';
import { createEngine } from '../../../../services/shared/engine/dockerode-engine.ts';
import { runContainer } from '../../../support/containers.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { engineSocket, skipWithoutEngine } from '../../../support/requires.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const skip = await skipWithoutEngine();
const image = 'debian:bookworm-slim';

/** An engine client at `address`, with what it logs. */
function connect(address = engineSocket) {
  const logger = createKeepingLogger();
  return { engine: createEngine({ address, logger }), logger };
}

/** A server on a socket of its own, in the engine's place. */
async function serve(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const directory = await scratchDirectory(t);
  const socket = join(directory, 'docker.sock');
  const server = createServer(answer).listen(socket);
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ...connect(socket), socket };
}

/** An event message, as the engine writes it. */
const line = (action: string, nanoseconds: number, attributes = {}) =>
  JSON.stringify({
    Type: 'container',
    Action: action,
    Actor: { ID: 'abc', Attributes: { name: 'web', image: 'nginx:1.28', ...attributes } },
    timeNano: nanoseconds,
  });

test('a container of the real engine, from its start to its end', { skip }, async t => {
  const { engine } = connect();
  const checked = await engine.check();
  assert.match(checked.ok ? checked.value : '', /^\d+\.\d+/);

  const before = Date.now();
  const test = await runContainer({ image, command: ['sh', '-c', 'echo hello; sleep 60'], tty: true }, t);
  const [listed] = (await engine.list()).filter(({ id }) => id === test.id);
  assert.deepEqual(listed, {
    id: test.id,
    name: test.name,
    tags: { container: test.name, image },
    labels: { 'tidegauge-test': 'container' },
    state: 'running',
    pid: await test.pid(),
    startedAt: listed?.startedAt,
    restarts: 0,
    hostNetwork: false,
    tty: true,
    logDriver: 'json-file',
    logPath: listed?.logPath,
  });
  assert.ok(Math.abs((listed?.startedAt ?? 0) - before) < 60_000);
  assert.match(listed?.logPath ?? '', new RegExp(`${test.id}-json.log$`));

  const log = await engine.logs(test.id, 0);
  const [text] = await once(log, 'data');
  assert.match(String(text), /^\d{4}-\d\d-\d\dT[\d:.]+Z hello\r\n$/);
  log.destroy();

  const events: ContainerEvent[] = [];
  const done = new AbortController();
  const stream = engine.events(
    before - 1000,
    event => {
      if (event.id !== test.id) return;
      events.push(event);
      if (event.action === 'destroy') done.abort();
    },
    done.signal,
  );
  await test.remove();
  await stream;
  assert.deepEqual(
    events.map(({ action, exitCode, tags }) => [action, exitCode, tags.container]),
    [
      ['create', undefined, test.name],
      ['start', undefined, test.name],
      ['kill', undefined, test.name],
      ['die', 137, test.name],
      ['destroy', undefined, test.name],
    ],
  );
  assert.equal(await engine.inspect(test.id), undefined);
});

test('events are found within and across pieces of the stream', async t => {
  const text = `${line('create', 1e15)}\n${line('start', 2e15)}\r\n\n${line('die', 3e15, { exitCode: '0', label: 'ü' })}\n`;
  const bytes = Buffer.from(text);
  const { engine } = await serve(t, (_request, response) => {
    for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
    response.end();
  });
  const events: ContainerEvent[] = [];
  await engine.events(0, event => events.push(event), new AbortController().signal);
  assert.deepEqual(
    events.map(({ action, time }) => [action, time]),
    [
      ['create', 1e9],
      ['start', 2e9],
      ['die', 3e9],
    ],
  );
});

test('what is no event is left out, and so is one without an end', async t => {
  const { engine, logger } = await serve(t, (_request, response) => {
    response.write(`${line('create', 1e15)}\nnot JSON\u0007\n{"Type":"image"}\n`);
    response.write(`${line('start', 2e15, { label: 'x'.repeat(2_000_000) })}\n`);
    response.end(`${line('die', 3e15)}\n`);
  });
  const actions: string[] = [];
  await engine.events(0, ({ action }) => actions.push(action), new AbortController().signal);
  assert.deepEqual(actions, ['create', 'die']);
  assert.deepEqual(logger.lines, ['warn test: the engine sent an event that is not JSON: "not JSON\\u0007"']);
});

test('events are asked for by time, of containers, without those of health checks', async t => {
  let url = '';
  const { engine } = await serve(t, (request, response) => {
    url = decodeURIComponent(request.url ?? '');
    response.end();
  });
  await engine.events(1_500, () => {}, new AbortController().signal);
  assert.match(url, /^\/events\?since=1\.5&filters=\{"type":\["container"\],"event":\[.*\]\}$/);
  assert.doesNotMatch(url, /exec/);
});

test('an event stream that breaks is an error, one that is aborted is not', async t => {
  const { engine } = await serve(t, (_request, response) => {
    response.write('\n');
    setImmediate(() => response.destroy());
  });
  await assert.rejects(
    engine.events(0, () => {}, new AbortController().signal),
    /aborted/,
  );
  const aborted = new AbortController();
  aborted.abort();
  await engine.events(0, () => {}, aborted.signal);
});

test('one container that cannot be inspected does not hide the others', async t => {
  const inspection = {
    Id: 'good',
    Name: '/web',
    State: { Status: 'created', Pid: 0, StartedAt: '0001-01-01T00:00:00Z' },
    RestartCount: 0,
    LogPath: '',
    HostConfig: { NetworkMode: 'host', LogConfig: { Type: 'journald' } },
    Config: { Image: 'nginx', Labels: null, Tty: false },
  };
  const { engine, logger } = await serve(t, (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/containers/json')) {
      response.end(JSON.stringify([{ Id: 'bad' }, { Id: 'gone' }, { Id: 'good' }]));
    } else if (request.url?.includes('good')) response.end(JSON.stringify(inspection));
    else response.writeHead(request.url?.includes('gone') ? 404 : 500).end('{"message":"layer is damaged"}');
  });
  assert.deepEqual(await engine.list(), [
    {
      id: 'good',
      name: 'web',
      tags: { container: 'web', image: 'nginx:latest' },
      labels: {},
      state: 'created',
      pid: 0,
      startedAt: undefined,
      restarts: 0,
      hostNetwork: true,
      tty: false,
      logDriver: 'journald',
      logPath: '',
    },
  ]);
  assert.deepEqual(logger.lines, [
    'warn test: container bad is left out: "(HTTP code 500) server error - layer is damaged"',
  ]);
  await assert.rejects(engine.inspect('bad'), /layer is damaged/);
});

test('a request that hangs is given up when nobody wants it any more', async t => {
  let asked = () => {};
  const { engine } = await serve(t, () => asked());
  const requests: ((signal: AbortSignal) => Promise<unknown>)[] = [
    signal => engine.list(signal),
    signal => engine.inspect('web', signal),
    signal => engine.events(0, () => {}, signal),
    async signal => assert.equal((await engine.check(signal)).ok, false),
  ];
  for (const request of requests) {
    const stopping = new AbortController();
    const arrived = new Promise<void>(resolve => {
      asked = resolve;
    });
    const answer = request(stopping.signal).catch(error => error);
    await arrived;
    const began = performance.now();
    stopping.abort();
    await answer;
    assert.ok(performance.now() - began < 1000);
    assert.equal(getEventListeners(stopping.signal, 'abort').length, 0);
  }
});

test('without an engine, check says why and what would help', async t => {
  const { engine } = connect('/nowhere/docker.sock');
  const remedy = 'start Docker, or set containers.engine to where it answers';
  assert.deepEqual(await engine.check(), {
    ok: false,
    reason: { detail: 'no Docker engine at /nowhere/docker.sock: there is no such socket', remedy },
  });
  const { engine: refused } = connect('http://127.0.0.1:1');
  assert.deepEqual(await refused.check(), {
    ok: false,
    reason: { detail: 'no Docker engine at http://127.0.0.1:1: nothing listens there', remedy },
  });
  const { engine: other, socket } = await serve(t, (_request, response) => response.writeHead(403).end('no'));
  assert.deepEqual(await other.check(), {
    ok: false,
    reason: {
      detail: `no Docker engine at ${socket}: "(HTTP code 403) unexpected - no"`,
      remedy: 'check that containers.engine is where a Docker engine answers',
    },
  });
  const { engine: web } = await serve(t, (_request, response) => response.end('<html></html>'));
  const answer = await web.check();
  assert.match(answer.ok ? '' : answer.reason.detail, /: something else answers$/);
});

test('without the permission for the socket, check says which group has it', async t => {
  const { engine, socket } = await serve(t, (_request, response) => response.end());
  await chmod(socket, 0o000);
  const detail = `no Docker engine at ${socket}: permission denied`;
  const reason = { detail, remedy: 'add the user to the group docker, or run as root' };
  assert.deepEqual(await asNobody(() => engine.check()), { ok: false, reason });
});

/** Root may do everything: it becomes someone else for a moment. */
async function asNobody<Value>(action: () => Promise<Value>): Promise<Value> {
  if (process.geteuid?.() !== 0) return await action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
