import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { finished } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { createMemoryLink } from '../../../../services/shared/delivery/memory-link.ts';
import { carryBySocket } from '../../../../services/shared/delivery/socket-carrier.ts';
import { systemClock as clock } from '../../../../services/shared/lifecycle/clock.ts';
import { createSelfMetrics } from '../../../../services/shared/self-metrics.ts';
import { idleTime, maxPerAddress } from '../../../../services/statsd-server/listeners/connections.ts';
import { listenTcp, type TcpOptions } from '../../../../services/statsd-server/listeners/tcp.ts';
import { createKeepingTaker, noTaker } from '../../../support/batch-taker.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { until } from '../../../support/until.ts';

/** A listener that counts lines. */
async function listen(t: TestContext, options: Partial<TcpOptions> = {}, port = 0) {
  let lines = 0;
  const bound = await listenTcp(
    { host: '127.0.0.1', port },
    {
      maxLineBytes: () => 8192,
      ingest(_transport, buffer, start, end) {
        lines += buffer.toString('latin1', start, end).split('\n').filter(Boolean).length;
      },
      hold: () => undefined,
      onRefused: () => assert.fail(),
      onBroken: () => assert.fail(),
      taker: noTaker,
      clock,
      ...options,
    },
  );
  assert.ok(bound.ok);
  t.after(bound.value.close);
  return { ...bound.value, lines: () => lines };
}

test('a listener that is closed again and again while links write to it loses nothing, and takes nothing twice', async t => {
  const taker = createKeepingTaker();
  let listener = await listen(t, { taker });
  const { port } = listener;
  const { stream, batches } = createMemoryLink({
    name: 'test',
    clock,
    logger: createKeepingLogger(),
    selfMetrics: createSelfMetrics(),
    maxQueuedBytes: () => 1e9,
  });
  const carrier = carryBySocket(batches, {
    address: { host: '127.0.0.1', port },
    clock,
    onUp: () => {},
    onDown: () => {},
  });
  t.after(carrier.close);
  let said = '';
  const writing = setInterval(() => {
    for (let left = 20; left > 0; left--) {
      const lines = `a:${said.length}|c\n`.repeat(40);
      stream.write(lines);
      said += lines;
    }
  }, 2);
  t.after(() => clearInterval(writing));
  for (let round = 0; round < 5; round++) {
    const before = taker.taken.length;
    await until(() => taker.taken.length > before + 10);
    await listener.close();
    listener = await listen(t, { taker }, port);
  }
  clearInterval(writing);
  await finished(stream.end());
  const taken = taker.taken.map(({ lines }) => lines.replace(/\|T\d+$/gm, '')).join('');
  assert.equal(taken === said, true);
  assert.equal(listener.lines(), 0);
});

test('a client that goes on after the end is cut off after two seconds', async t => {
  const { port, close, connections, lines } = await listen(t);
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true }).resume();
  t.after(() => socket.destroy());
  socket.on('error', () => {}).write('a:1|c\n');
  await until(() => connections() === 1 && lines() === 1);
  const closing = close();
  await once(socket, 'end');
  socket.write('b:1|c\n');
  await until(() => lines() === 2);
  await closing;
  assert.equal(connections(), 0);
});

test('nothing more is read from a connection while there is something to wait for', async t => {
  let release = () => {};
  const { port, lines } = await listen(t, {
    hold: () =>
      new Promise(resolve => {
        release = resolve;
      }),
  });
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write('a:1|c\n'.repeat(500_000));
  await until(() => lines() > 0);
  const first = lines();
  await new Promise(resolve => setImmediate(resolve));
  assert.equal(lines(), first);
  await until(() => {
    release();
    return lines() >= 500_000;
  });
});

test('one address gets no more than its share of the connections, and others still get in', async t => {
  let refused = 0;
  const listener = await listen(t, {
    onRefused: () => {
      refused += 1;
    },
  });
  const open = (localAddress: string) => {
    const socket = connect({ host: '127.0.0.1', port: listener.port, localAddress });
    t.after(() => socket.destroy());
    return socket.on('error', () => {});
  };
  for (let index = 0; index < maxPerAddress + 3; index++) open('127.0.0.1');
  await until(() => refused === 3);
  assert.equal(listener.connections(), maxPerAddress);
  open('127.0.0.2').write('a:1|c\n');
  await until(() => listener.lines() === 1);
});

test('where an address has its share, its connection that was idle for longest makes room, if it was for a minute', async t => {
  let [now, refused] = [0, 0];
  const { port, connections, lines } = await listen(t, {
    now: () => now,
    onRefused: () => {
      refused += 1;
    },
  });
  const open = () => {
    const socket = connect(port, '127.0.0.1');
    t.after(() => socket.destroy());
    return socket.on('error', () => {}).resume();
  };
  // Let in first, and never silent; the second sends, but never a whole line.
  const [busy, slow] = [open(), open()];
  busy.write('a:1|c\n');
  await until(() => lines() === 1 && connections() === 2);
  for (let index = 2; index < maxPerAddress; index++) open();
  await until(() => connections() === maxPerAddress);
  now = idleTime - 1;
  busy.write('a:1|c\n');
  slow.write('a:1');
  await until(() => lines() === 2);
  open();
  await until(() => refused === 1);
  now = idleTime;
  const gone = once(slow, 'close');
  const late = open();
  late.write('b:1|c\n');
  await until(() => lines() >= 3);
  await gone;
  assert.equal(connections(), maxPerAddress);
  assert.equal(refused, 2);
  assert.equal(busy.closed, false);
});

test('a thousand connections that each stop in the middle of a line cost little memory, and hurt no other', async t => {
  const longest = 1_000_000;
  const listener = await listen(t, { maxLineBytes: () => longest });
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < 1000; index++) {
    const socket = connect({ host: '127.0.0.1', port: listener.port, localAddress: `127.0.0.${2 + (index % 4)}` });
    t.after(() => socket.destroy());
    socket.on('error', () => {}).write('a'.repeat(100));
  }
  await until(() => listener.connections() === 1000);
  const good = connect(listener.port, '127.0.0.1');
  t.after(() => good.destroy());
  good.write('a:1|c\n');
  await until(() => listener.lines() === 1);
  globalThis.gc?.();
  const each = (process.memoryUsage().arrayBuffers - before) / 1000;
  assert.ok(each < longest / 10, `${each} bytes a connection`);
});

test('of a line without end no more is held than tells that it is too long', async t => {
  const lengths: number[] = [];
  const { port } = await listen(t, {
    maxLineBytes: () => 1000,
    ingest: (_transport, _buffer, start, end) => lengths.push(end - start),
  });
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.end(`${'a'.repeat(20_000_000)}\nb:1|c\n`);
  await until(() => lengths.length === 2);
  assert.deepEqual(lengths, [1002, 6]);
});
