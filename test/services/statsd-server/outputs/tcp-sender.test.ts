import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createTcpSender } from '../../../../services/statsd-server/outputs/tcp-sender.ts';
import { freePort } from '../../../support/free-port.ts';
import { until } from '../../../support/until.ts';
import { sending } from './output-kit.ts';

const named = { name: 'graphite', key: 'statsd.graphite.server' };

/** A server that takes connections and reads nothing until it is told to, or told so many bytes. */
async function listenWithoutReading(t: TestContext) {
  const sockets = new Set<Socket>();
  let [read, mayRead] = [0, 0];
  const server = createServer({ pauseOnConnect: true }, socket => {
    sockets.add(socket);
    socket
      .on('error', () => {})
      .on('data', piece => {
        read += piece.length;
        if (read >= mayRead) socket.pause();
      });
    if (read < mayRead) socket.resume();
    else socket.pause();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return {
    port: address.port,
    connections: () => sockets.size,
    read: () => read,
    readOn(bytes: number) {
      mayRead = read + bytes;
      for (const socket of sockets) socket.resume();
    },
  };
}

test('a target that never reads holds a bounded queue; what finds no room is counted, and all is sent when it reads again', async t => {
  const server = await listenWithoutReading(t);
  const options = { ...sending('tcp', server.port), ...named, maxQueuedBytes: 1_000_000 };
  const { count } = options.counters;
  const sender = createTcpSender(options);
  await until(() => server.connections() === 1);
  let said = 0;
  const say = () => {
    sender.send(Buffer.alloc(50_000, 'x'));
    said += 50_000;
  };
  await until(() => {
    for (let pieces = 0; pieces < 10; pieces++) say();
    return count.dropped > 5_000_000;
  });
  const part = sender.part();
  assert.equal(part.state, 'down');
  const waiting = Number(/(\d+) bytes wait$/.exec(part.detail)?.[1]);
  assert.ok(waiting > 900_000 && waiting <= 1_000_000, part.detail);

  server.readOn(Number.POSITIVE_INFINITY);
  await until(() => count.sent + count.dropped === said);
  await until(() => server.read() === count.sent);
  assert.equal(sender.part().state, 'ok');
  await sender.close();
  const warnings = options.logger.lines.map(line => line.replace(/\d+ bytes/, 'N bytes').replaceAll(/:\d{4,}/g, ':P'));
  assert.deepEqual(warnings, [
    'warn test: graphite: tcp://127.0.0.1:P does not take what is sent: what comes now is dropped',
    'warn test: graphite: tcp://127.0.0.1:P takes lines again; N bytes were dropped meanwhile',
  ]);
});

test('the log hears once of a target that takes less than comes', async t => {
  const server = await listenWithoutReading(t);
  const options = { ...sending('tcp', server.port), ...named };
  const { count } = options.counters;
  const sender = createTcpSender(options);
  t.after(() => sender.close());
  const sayTooMuch = () => {
    const before = count.dropped;
    return until(() => {
      for (let pieces = 0; pieces < 100; pieces++) sender.send(Buffer.alloc(50_000, 'x'));
      return count.dropped > before;
    });
  };
  await sayTooMuch();
  for (let turn = 0; turn < 3; turn++) {
    const { sent } = count;
    // Less than waits, so that the queue is never empty.
    server.readOn(5_000_000);
    await until(() => count.sent > sent);
    await sayTooMuch();
    assert.equal(sender.part().state, 'down');
  }
  assert.equal(options.logger.lines.length, 1);
  server.readOn(Number.POSITIVE_INFINITY);
  await until(() => sender.part().state === 'ok');
});

test('what a target that is down did not get is dropped and counted when the sender is closed', async () => {
  const options = { ...sending('tcp', await freePort()), ...named };
  const sender = createTcpSender(options);
  sender.send(Buffer.from('a 1 2\n'));
  await until(() => sender.part().state === 'down');
  await sender.close();
  assert.deepEqual(options.counters.count, { sent: 0, dropped: 6 });
  assert.match(options.logger.lines[0] ?? '', /^warn test: graphite: tcp:\/\/.* is not reached: connect ECONNREFUSED/);
});

test('a target that breaks the connection gets the rest over the next one', async t => {
  let text = '';
  let connections = 0;
  const server = createServer(socket => {
    connections += 1;
    socket.on('error', () => {});
    if (connections === 1) socket.destroy();
    else
      socket.on('data', piece => {
        text += piece;
      });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  const sender = createTcpSender({ ...sending('tcp', address.port), ...named });
  await until(() => sender.part().state === 'down');
  sender.send(Buffer.from('a 1 2\n'));
  await until(() => text === 'a 1 2\n');
  await sender.close();
});
