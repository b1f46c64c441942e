import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createOutgoing } from '../../../../services/shared/delivery/outgoing.ts';
import { carryBySocket } from '../../../../services/shared/delivery/socket-carrier.ts';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

const hello = 'tidegauge batches 1 client.12345678\n';

/** A server that says what it is told to, and keeps what it hears, on each connection. */
async function startServer(t: TestContext, path: string) {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer(socket => {
    const index = sockets.push(socket) - 1;
    heard.push('');
    socket.on('error', () => {});
    socket.on('data', bytes => {
      heard[index] += bytes.toString();
    });
  });
  await new Promise<void>(resolve => server.listen(path, resolve));
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    heard,
    /** Waits until this is what the newest connection has heard. */
    hears: (text: string) => until(() => heard.at(-1) === text, JSON.stringify(text)),
    say: (text: string) => sockets.at(-1)!.write(text),
    hangUp: () => sockets.at(-1)!.destroy(),
  };
}

/** Batches on their way to where there is a server. */
async function carry(t: TestContext, clock = systemClock) {
  const path = join(await scratchDirectory(t), 'server.sock');
  const server = await startServer(t, path);
  const batches = createOutgoing('client.12345678');
  const told: string[] = [];
  const carrier = carryBySocket(batches, {
    address: { path },
    clock,
    onUp: () => told.push('up'),
    onDown: reason => told.push(reason),
  });
  t.after(carrier.close);
  return {
    ...{ path, server, batches, told, carrier },
    add(lines: string) {
      batches.add(Buffer.from(lines));
      batches.ready(batches.last());
    },
  };
}

test('nothing is sent before the server has said what it has; then all above that', async t => {
  const { server, batches, add, told } = await carry(t);
  add('a:1|c\n');
  add('b:1|c\n');
  await server.hears(hello);
  server.say('1\n');
  await server.hears(`${hello}2 6\nb:1|c\n`);
  add('c:1|c\n');
  await server.hears(`${hello}2 6\nb:1|c\n3 6\nc:1|c\n`);
  assert.equal(batches.done(), 1);
  for (const byte of '2\n3\n') {
    server.say(byte);
    await new Promise(setImmediate);
  }
  await batches.emptied();
  assert.deepEqual(told, ['up']);
});

test('after a connection broke, in the middle of a batch too, the next begins with what the server has by then', async t => {
  const { server, batches, add, told } = await carry(t);
  add('a:1|c\n');
  add(`${'x'.repeat(3_000_000)}\n`);
  await server.hears(hello);
  server.say('0\n');
  await until(() => server.heard[0]!.length > 100_000);
  server.hangUp();
  await until(() => server.heard[1] === hello);
  server.say('1\n');
  await until(() => server.heard[1]!.length === hello.length + '2 3000001\n'.length + 3_000_001);
  server.say('2\n');
  await batches.emptied();
  assert.equal(told.filter(word => word === 'up').length, 2);
});

test('only so much is under way as the server can be behind with', async t => {
  const { server, add } = await carry(t);
  for (let batch = 0; batch < 5; batch++) add(`${'x'.repeat(599_999)}\n`);
  await server.hears(hello);
  server.say('0\n');
  const length = (batches: number) => hello.length + batches * ('1 600000\n'.length + 600_000);
  await until(() => server.heard[0]!.length === length(2));
  server.say('1\n');
  await until(() => server.heard[0]!.length === length(3));
});

for (const answer of ['HTTP/1.1 400 Bad Request\r\n', 'x'.repeat(200), '-1\n'])
  test(`who answers ${JSON.stringify(answer.slice(0, 20))} is no server of ours, and is sent nothing`, async t => {
    const { server, add, told } = await carry(t);
    add('a:1|c\n');
    await server.hears(hello);
    server.say(answer);
    await until(() => told.length > 0);
    assert.deepEqual(told, ['what answers, if anything, is not a StatsD server of Tidegauge']);
    assert.equal(server.heard[0], hello);
  });

test('who never answers is no server of ours, either', async t => {
  const clock = createFakeClock();
  const { server, told } = await carry(t, clock);
  await server.hears(hello);
  await clock.advance(9999);
  assert.deepEqual(told, []);
  await clock.advance(1);
  await until(() => told.length === 1);
});

test('whom the server knows by numbers that were never made asks for another id, and comes again with that', async t => {
  const { server, batches, add } = await carry(t);
  batches.onStranger(() => {
    batches.renew('other.12345678');
    batches.ready(batches.last());
  });
  add('a:1|c\n');
  await server.hears(hello);
  server.say('7\n');
  await until(() => server.heard[1] === 'tidegauge batches 1 other.12345678\n');
  server.say('0\n');
  await server.hears('tidegauge batches 1 other.12345678\n1 6\na:1|c\n');
});

test('another address is taken at once, and what waits goes there', async t => {
  const { server, batches, carrier, add } = await carry(t);
  add('a:1|c\n');
  await server.hears(hello);
  server.say('0\n');
  await server.hears(`${hello}1 6\na:1|c\n`);
  const path = join(await scratchDirectory(t), 'other.sock');
  const other = await startServer(t, path);
  carrier.moveTo({ path });
  await other.hears(hello);
  other.say('0\n');
  await other.hears(`${hello}1 6\na:1|c\n`);
  other.say('1\n');
  await batches.emptied();
});

test('once it is closed it does not come again', async t => {
  const clock = createFakeClock();
  const { server, carrier } = await carry(t, clock);
  await server.hears(hello);
  carrier.close();
  await clock.advance(60_000);
  assert.equal(server.heard.length, 1);
});
