import assert from 'node:assert/strict';
import { createServer, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createStatsdClient } from '../../../../services/shared/statsd-client/client.ts';
import { pieceOverhead } from '../../../../services/shared/statsd-client/piece-queue.ts';
import { createSocketLink } from '../../../../services/shared/statsd-client/socket-link.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

/** A server that keeps what it reads, once it reads. */
async function startServer(t: TestContext, address: { path?: string; port?: number }, reads = true) {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  let ends = 0;
  let paused = !reads;
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => {
      ends += 1;
    });
    socket.on('data', chunk => chunks.push(chunk));
    if (paused) socket.pause();
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
    text: () => unstamped(Buffer.concat(chunks).toString()),
    stampedText: () => Buffer.concat(chunks).toString(),
    ends: () => ends,
    connections: () => sockets.size,
    /** From now on, on every connection. */
    read() {
      paused = false;
      for (const socket of sockets) socket.resume();
    },
    endAll: () => sockets.forEach(socket => void socket.end()),
    stop,
  };
}

interface Options {
  readonly maxQueuedBytes?: number;
  readonly clock?: Clock;
  readonly connectWithin?: number;
}

function createLink(t: TestContext, address: NetConnectOpts, options: Options = {}) {
  const { maxQueuedBytes = 1_000_000, clock = systemClock, connectWithin = 10_000 } = options;
  const dropped: Buffer[] = [];
  const why = new Set<string>();
  const told: string[] = [];
  const link = createSocketLink({
    address,
    clock,
    connectWithin,
    maxQueuedBytes: () => maxQueuedBytes,
    onDrop(lines, reason) {
      dropped.push(lines);
      why.add(reason);
    },
    onUp: () => told.push('up'),
    onDown: reason => told.push(reason),
  });
  t.after(() => link.destroy());
  return { link, told, why: () => [...why], dropped: () => unstamped(Buffer.concat(dropped).toString()) };
}

/** What arrived, without the times at which it was said: how long a step of a test takes is not its subject. */
const unstamped = (text: string) => text.replace(/\|T\d+$/gm, '');

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
  const { link, dropped, why } = createLink(t, { path }, { maxQueuedBytes: 2 * (pieceOverhead + 5 + 12) });
  for (const piece of ['aaaa\n', 'bbbb\n', 'c\n', 'dddddddddddd\n']) link.write(piece);
  assert.equal(dropped(), 'c\ndddddddddddd\n');
  assert.deepEqual(why(), ['full']);
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
  const { link, dropped, why } = createLink(t, { path });
  const client = createStatsdClient(link, {}, 50);
  client.count('a', 1);
  client.flush();
  client.count('b', 1);
  await client.close();
  assert.equal(dropped(), 'a:1|c\nb:1|c\n');
  assert.deepEqual(why(), ['ended']);
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

test('every metric says when it was said, whether it waits or not', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const clock = createFakeClock(1_767_225_600_000);
  const { link } = createLink(t, { path }, { clock });
  link.write('a:1|c\nb:2|g\n');
  await clock.advance(1500);
  link.write('c:1|c\n_e{1,1}:a|b|d:1\n');
  const server = await startServer(t, { path });
  await advanceUntil(clock, 100, () => server.connections() === 1);
  const waited = 'a:1|c|T1767225600\nb:2|g|T1767225600\nc:1|c|T1767225601\n_e{1,1}:a|b|d:1\n';
  await until(() => server.stampedText() === waited);
  await clock.advanceTo(1_767_225_699_999);
  link.write('d:1|c\n');
  await until(() => server.stampedText() === `${waited}d:1|c|T1767225699\n`);
});

test('after a server has ended its side what is under way still goes, and the rest to the next connection', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = await startServer(t, { path }, false);
  const { link, told, dropped } = createLink(t, { path }, { maxQueuedBytes: 50_000_000 });
  await until(() => server.connections() === 1);
  const pieces = Array.from({ length: 30 }, (_, index) => `${index}:`.padEnd(100_000, 'x').concat('\n'));
  for (const piece of pieces) link.write(piece);
  server.endAll();
  server.read();
  await until(() => told.length > 2);
  await end(link);
  await until(() => server.ends() === 2);
  assert.deepEqual(told.slice(0, 3), ['up', 'the connection was closed', 'up']);
  assert.equal(server.text() === pieces.join(''), true);
  assert.equal(dropped(), '');
});

test('a piece that is sent again says when it was said, too', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const clock = createFakeClock(1_767_225_600_000);
  const first = await startServer(t, { path }, false);
  const { link, told } = createLink(t, { path }, { clock, maxQueuedBytes: 5_000_000 });
  await until(() => told.includes('up'));
  const line = `${'x'.repeat(2_000_000)}:1|c`;
  link.write(`${line}\n`);
  await first.stop();
  await until(() => told.length === 2);
  await advanceUntil(clock, 1000, () => told.length > 2);
  const second = await startServer(t, { path });
  await advanceUntil(clock, 1000, () => second.connections() === 1);
  await until(() => second.stampedText().endsWith('\n'));
  assert.equal(second.stampedText() === `${line}|T1767225600\n`, true);
});

test('a host that is not found, and one that does not answer, are tried again', async t => {
  const clock = createFakeClock();
  const notFound = createLink(
    t,
    {
      host: 'nowhere.test',
      port: 1,
      lookup: (_host, _options, done) => done(new Error('nowhere.test is not found'), ''),
    },
    { clock },
  );
  await until(() => notFound.told.length === 1);
  await advanceUntil(clock, 100, () => notFound.told.length === 2);
  assert.deepEqual(notFound.told, ['nowhere.test is not found', 'nowhere.test is not found']);

  const mute = createLink(t, { host: 'mute.test', port: 1, lookup() {} }, { clock, connectWithin: 20 });
  await advanceUntil(clock, 100, () => mute.told.length === 2);
  assert.deepEqual(mute.told, ['no connection within 20 ms', 'no connection within 20 ms']);
});

test('another address is taken at once, and what waits goes there', async t => {
  const directory = await scratchDirectory(t);
  const [path, other] = [join(directory, 'a.sock'), join(directory, 'b.sock')];
  const clock = createFakeClock();
  const { link, told } = createLink(t, { path }, { clock });
  link.write('a\n');
  await until(() => told.length === 1);
  const first = await startServer(t, { path: other });
  link.moveTo({ path: other });
  await until(() => first.text() === 'a\n');
  const second = await startServer(t, { path });
  link.moveTo({ path });
  link.write('b\n');
  await end(link);
  await until(() => second.ends() === 1);
  assert.equal(first.text() + second.text(), 'a\nb\n');
});

test('a server that takes connections only to close them is asked ever less often', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = createServer(socket => socket.on('error', () => {}).destroy()).listen(path);
  t.after(() => server.close());
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
  await until(() => pauses.length >= 4);
  link.destroy();
  assert.deepEqual(pauses.slice(0, 4), [100, 200, 400, 800]);
});

/** Lets time go on in steps until something outside has noticed. */
async function advanceUntil(clock: FakeClock, step: number, condition: () => boolean): Promise<void> {
  await until(async () => {
    await clock.advance(step);
    return condition();
  });
}
