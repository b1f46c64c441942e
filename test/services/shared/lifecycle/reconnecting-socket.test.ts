import assert from 'node:assert/strict';
import { createServer, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createReconnectingSocket } from '../../../../services/shared/lifecycle/reconnecting-socket.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

interface Options {
  readonly clock?: Clock;
  readonly connectWithin?: number;
}

/** A socket, and what it told: `up`, or why it went down; and what the other end said. */
function connectTo(t: TestContext, address: NetConnectOpts, { clock = systemClock, connectWithin }: Options = {}) {
  const told: string[] = [];
  let heard = '';
  const socket = createReconnectingSocket({
    address,
    clock,
    connectWithin,
    onData(bytes) {
      heard += bytes;
    },
    onUp: () => told.push('up'),
    onDown: reason => told.push(reason),
  });
  t.after(socket.destroy);
  return { ...socket, told, heard: () => heard };
}

/** Listens at `path` until the test's end; keeps what it reads of all connections. */
async function listen(t: TestContext, path: string) {
  const sockets = new Set<Socket>();
  let text = '';
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', bytes => {
      text += bytes;
    });
  });
  await new Promise<void>(resolve => server.listen(path, resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { text: () => text, sockets: () => [...sockets] };
}

/** A clock on which whatever is put off comes soon; tells for when it was meant. */
function createHastyClock() {
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => 0,
    at(time, action) {
      pauses.push(time);
      const soon = setImmediate(action);
      return () => clearImmediate(soon);
    },
  };
  return { clock, pauses };
}

test('the pause before connecting again doubles, up to five seconds', async t => {
  const { clock, pauses } = createHastyClock();
  const { destroy } = connectTo(t, { path: join(await scratchDirectory(t), 'nobody.sock') }, { clock });
  await until(() => pauses.length >= 8);
  destroy();
  assert.deepEqual(pauses.slice(0, 8), [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test('a server that takes connections only to close them is asked ever less often', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = createServer(socket => socket.on('error', () => {}).destroy()).listen(path);
  t.after(() => server.close());
  const { clock, pauses } = createHastyClock();
  const { destroy } = connectTo(t, { path }, { clock });
  await until(() => pauses.length >= 4);
  destroy();
  assert.deepEqual(pauses.slice(0, 4), [100, 200, 400, 800]);
});

test('a host that is not found, and one that does not answer, are tried again', async t => {
  const clock = createFakeClock();
  const notFound = connectTo(
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

  const mute = connectTo(t, { host: 'mute.test', port: 1, lookup() {} }, { clock, connectWithin: 20 });
  await advanceUntil(clock, 100, () => mute.told.length === 2);
  assert.deepEqual(mute.told, ['no connection within 20 ms', 'no connection within 20 ms']);
});

test('after the other end has ended its side what is under way still goes, and it connects again', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = await listen(t, path);
  const { told, write, connected } = connectTo(t, { path });
  await until(() => server.sockets().length === 1 && connected());
  const [first] = server.sockets();
  first!.pause();
  const large = 'x'.repeat(3_000_000);
  write(Buffer.from(large));
  first!.end();
  await until(() => !connected());
  first!.resume();
  await until(() => told.length > 2);
  assert.deepEqual(told.slice(0, 3), ['up', 'the connection was closed', 'up']);
  assert.equal(server.text() === large, true);
});

test('what the other end says is heard', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  const server = await listen(t, path);
  const { heard } = connectTo(t, { path });
  await until(() => server.sockets().length === 1);
  server.sockets()[0]!.write('hello');
  await until(() => heard() === 'hello');
});

test('broken off for a reason it tells that, and connects again', async t => {
  const path = join(await scratchDirectory(t), 'statsd.sock');
  await listen(t, path);
  const { told, fail } = connectTo(t, { path });
  await until(() => told.length === 1);
  fail('not ours');
  await until(() => told.length === 3);
  assert.deepEqual(told, ['up', 'not ours', 'up']);
});

test('another address is taken at once', async t => {
  const directory = await scratchDirectory(t);
  const [path, other] = [join(directory, 'a.sock'), join(directory, 'b.sock')];
  const { told, moveTo } = connectTo(t, { path }, { clock: createFakeClock() });
  await until(() => told.length === 1);
  const server = await listen(t, other);
  moveTo({ path: other });
  await until(() => server.sockets().length === 1);
});

/** Lets time go on in steps until something outside has noticed. */
async function advanceUntil(clock: FakeClock, step: number, condition: () => boolean): Promise<void> {
  await until(async () => {
    await clock.advance(step);
    return condition();
  });
}
