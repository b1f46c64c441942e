import assert from 'node:assert/strict';
import { createServer, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createStatsdClient } from '../../../../services/shared/statsd-client/client.ts';
import { createSocketLink } from '../../../../services/shared/statsd-client/socket-link.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

/** A server that keeps what it reads, once it reads. */
async function startServer(t: TestContext, address: { path?: string; port?: number }, reads = true) {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  let ends = 0;
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => {
      ends += 1;
    });
    socket.on('data', chunk => chunks.push(chunk));
    if (!reads) socket.pause();
  });
  await new Promise<void>(resolve => server.listen({ host: '127.0.0.1', ...address }, resolve));
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  t.after(stop);
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    text: () => Buffer.concat(chunks).toString(),
    ends: () => ends,
    connections: () => sockets.size,
    read: () => sockets.forEach(socket => void socket.resume()),
    stop,
  };
}

interface Options {
  readonly maxQueuedBytes?: number;
  readonly clock?: Clock;
}

function createLink(t: TestContext, address: NetConnectOpts, options: Options = {}) {
  const dropped: Buffer[] = [];
  const onDrop = (lines: Buffer) => void dropped.push(lines);
  const link = createSocketLink({ address, clock: systemClock, maxQueuedBytes: 1_000_000, onDrop, ...options });
  t.after(() => link.destroy());
  return { link, dropped: () => Buffer.concat(dropped).toString() };
}

/** A clock that tells how often something was put off: here, each time that a link notices that it is not connected. */
function createCountingClock() {
  let count = 0;
  const at: Clock['at'] = (time, action) => {
    count += 1;
    return systemClock.at(time, action);
  };
  return { now: systemClock.now, at, count: () => count };
}

const end = (link: Writable) => finished(link.end());

for (const kind of ['TCP', 'a unix socket']) {
  const path = async (t: TestContext) => (kind === 'TCP' ? undefined : join(await scratchDirectory(t), 'statsd.sock'));
  const at = (port: number, path: string | undefined) => (path ? { path } : { host: '127.0.0.1', port });

  test(`over ${kind} what is written arrives in order, and the end after it`, async t => {
    const own = await path(t);
    const server = await startServer(t, own ? { path: own } : { port: 0 });
    const { link } = createLink(t, at(server.port, own));
    link.write('a:1|c\n');
    link.write('b:1|c\nc:1|c\n');
    await end(link);
    await until(() => server.ends() === 1);
    assert.equal(server.text(), 'a:1|c\nb:1|c\nc:1|c\n');
  });

  test(`over ${kind} a server that comes late, goes and comes back gets all in order`, async t => {
    const own = await path(t);
    const first = await startServer(t, own ? { path: own } : { port: 0 });
    const address = at(first.port, own);
    await first.stop();
    const clock = createCountingClock();
    const { link, dropped } = createLink(t, address, { clock });
    link.write('a\n');
    await until(() => clock.count() > 0);
    const second = await startServer(t, address);
    link.write('b\n');
    await until(() => second.text() === 'a\nb\n');
    const before = clock.count();
    await second.stop();
    await until(() => clock.count() > before);
    link.write('c\n');
    link.write('d\n');
    const third = await startServer(t, address);
    await end(link);
    await until(() => third.ends() === 1);
    assert.equal(third.text(), 'c\nd\n');
    assert.equal(dropped(), '');
  });
}

test('what finds no room in the queue is dropped and told, the rest kept', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const { link, dropped } = createLink(t, { path }, { maxQueuedBytes: 10 });
  for (const piece of ['aaaa\n', 'bbbb\n', 'c\n', 'dddddddddddd\n']) link.write(piece);
  assert.equal(dropped(), 'c\ndddddddddddd\n');
  const server = await startServer(t, { path });
  await until(() => server.text() === 'aaaa\nbbbb\n');
  link.write('e\n');
  await end(link);
  await until(() => server.ends() === 1);
  assert.equal(server.text(), 'aaaa\nbbbb\ne\n');
});

test('with a server that does not read, the queue stays in its bounds and every drop is counted', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = await startServer(t, { path }, false);
  const { link, dropped } = createLink(t, { path }, { maxQueuedBytes: 500_000 });
  await until(() => server.connections() === 1);
  const pieces = Array.from({ length: 100 }, (_, index) => `${index}:`.padEnd(49_999, 'x').concat('\n'));
  for (const [index, piece] of pieces.entries()) {
    link.write(piece);
    if (index % 20 === 0) await new Promise(resolve => setImmediate(resolve));
  }
  assert.notEqual(dropped(), '');
  server.read();
  await end(link);
  await until(() => server.ends() === 1);
  const numbers = (text: string) => text.split('\n').flatMap(line => (line ? [Number.parseInt(line, 10)] : []));
  const arrived = numbers(server.text());
  assert.deepEqual(
    arrived,
    [...arrived].sort((a, b) => a - b),
  );
  assert.deepEqual(
    [...arrived, ...numbers(dropped())].sort((a, b) => a - b),
    pieces.map((_, index) => index),
  );
});

test('a piece whose connection breaks is sent again whole', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const piece = `${'x'.repeat(900_000)}\n`;
  const first = await startServer(t, { path }, false);
  const clock = createCountingClock();
  const { link, dropped } = createLink(t, { path }, { clock });
  await until(() => first.connections() === 1);
  link.write(piece);
  link.write('b\n');
  await first.stop();
  await until(() => clock.count() > 0);
  const second = await startServer(t, { path });
  await end(link);
  await until(() => second.ends() === 1);
  assert.equal(second.text() === `${piece}b\n`, true);
  assert.equal(dropped(), '');
});

test('a client that is closed loses nothing while the server takes it', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = await startServer(t, { path }, false);
  const { link, dropped } = createLink(t, { path }, { maxQueuedBytes: 50_000_000 });
  const client = createStatsdClient(link, {});
  const said = Array.from({ length: 100_000 }, (_, index) => `some.metric.with.a.name:${index}|c\n`).join('');
  for (let index = 0; index < 100_000; index++) client.count('some.metric.with.a.name', index);
  await until(() => server.connections() === 1);
  const closing = client.close();
  server.read();
  await closing;
  await until(() => server.ends() === 1);
  assert.equal(server.text() === said, true);
  assert.equal(dropped(), '');
});

test('a client that is closed gives up after its time, and tells what was not taken', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const { link, dropped } = createLink(t, { path });
  const client = createStatsdClient(link, {}, 50);
  client.count('a', 1);
  client.flush();
  client.count('b', 1);
  await client.close();
  assert.equal(dropped(), 'a:1|c\nb:1|c\n');
  assert.equal(link.destroyed, true);
});

test('a link without anything to say ends at once, though no server is there', async t => {
  const { link } = createLink(t, { path: join(await scratchDirectory(t), 'statsd.sock') });
  await end(link);
});

test('the pause before connecting again doubles, up to five seconds', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => 0,
    at(time, action) {
      pauses.push(time);
      const soon = setImmediate(action);
      return () => clearImmediate(soon);
    },
  };
  const { link } = createLink(t, { path }, { clock });
  await until(() => pauses.length >= 8);
  link.destroy();
  assert.deepEqual(pauses.slice(0, 8), [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});
