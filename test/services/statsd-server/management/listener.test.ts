import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { maxConnections } from '../../../../services/statsd-server/management/listener.ts';
import { countTurns } from '../../../support/turns.ts';
import { until } from '../../../support/until.ts';
import { ask } from './ask.ts';
import { createFakeBrowser, seriesView } from './fake-browser.ts';
import { listen, managedOf } from './managed.ts';

const empty = () => managedOf(createFakeBrowser());

/** A client, and what it was told so far. */
function client(t: TestContext, port: number): { socket: Socket; told(): string } {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let told = '';
  socket.on('data', piece => {
    told += piece;
  });
  socket.on('error', () => {});
  t.after(() => socket.destroy());
  return { socket, told: () => told };
}

test('commands are answered one after the other, whatever the pieces they come in', async t => {
  const port = await listen(t, managedOf(createFakeBrowser(seriesView('gauge', 'a', 1))));
  assert.equal(
    await ask(port, 'gauges\r\nhealth\n\nnonsense\nhealth'),
    '{ a: 1 }\nEND\n\nhealth: up\nERROR\nhealth: up\n',
  );
  const { socket, told } = client(t, port);
  for (const character of 'health down\nhea') socket.write(character);
  await until(() => told() === 'health: down\n');
});

test('nothing is answered after quit', async t => {
  const port = await listen(t, empty());
  assert.equal(await ask(port, 'health\nquit\nhealth\n'), 'health: up\n');
});

test('a client that sends a command without a line feed is answered, unless it has a parameter', async t => {
  const managed = empty();
  const { socket, told } = client(t, await listen(t, managed));
  socket.write('health');
  await until(() => told() === 'health: up\n');
  socket.write('health down');
  const other = client(t, socket.remotePort!);
  other.socket.write('health');
  await until(() => other.told() === 'health: up\n');
  assert.equal(told(), 'health: up\n');
  socket.write('\n');
  await until(() => told() === 'health: up\nhealth: down\n');
});

test('a line of more than a kilobyte is one error, and the rest of it is skipped', async t => {
  const port = await listen(t, empty());
  assert.equal(await ask(port, `${'x'.repeat(1025)}\nhealth\n`), 'ERROR\nhealth: up\n');
  assert.equal(await ask(port, `${'health '.repeat(100_000)}\nhealth\n`), 'ERROR\nhealth: up\n');
});

test('a client that never reads a dump gets no more than the kernel holds for it, and is cut off', async t => {
  let shown = 0;
  let ended = false;
  const endless = {
    ...createFakeBrowser(),
    *views() {
      try {
        for (; ; shown++) yield seriesView('counter', `counter.${shown}`, shown);
      } finally {
        ended = true;
      }
    },
  };
  const socket = connect(await listen(t, managedOf(endless), { idleTimeout: 300 }), '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => {}).write('counters\n');
  await until(() => ended);
  assert.ok(shown > 100 && shown < 1_000_000, `${shown} entries of some 25 bytes were made`);
});

test('a client that is silent is cut off', async t => {
  const { socket } = client(t, await listen(t, empty(), { idleTimeout: 50 }));
  await once(socket, 'close');
});

test('a client too many is refused and counted, and there is room again when one leaves', async t => {
  let refused = 0;
  const port = await listen(t, empty(), {
    onRefused: () => {
      refused += 1;
    },
  });
  const clients = Array.from({ length: maxConnections }, () => client(t, port));
  for (const { socket } of clients) socket.write('health\n');
  await until(() => clients.every(({ told }) => told() === 'health: up\n'));
  await once(client(t, port).socket, 'close');
  assert.equal(refused, 1);
  clients[0]!.socket.destroy();
  await until(async () => (await ask(port, 'health\n').catch(() => '')) === 'health: up\n');
});

test('a client that leaves in the middle of a dump ends it', async t => {
  let ended = false;
  const endless = {
    ...createFakeBrowser(),
    *views() {
      try {
        for (;;) yield seriesView('counter', 'a', 1);
      } finally {
        ended = true;
      }
    },
  };
  const { socket, told } = client(t, await listen(t, managedOf(endless)));
  socket.write('counters\n');
  await until(() => told().length > 100_000);
  socket.destroy();
  await until(() => ended);
});

test('between two pieces of a dump everything else has its turn, however fast it is read', async t => {
  const series = Array.from({ length: 20_000 }, (_, index) =>
    seriesView('counter', `a.name.of.some.length.${index}`, 1),
  );
  const browser = createFakeBrowser(...series);
  const turns = countTurns();
  let [begun, ended] = [0, 0];
  const managed = managedOf({
    *views(types) {
      begun = turns.count();
      yield* browser.views(types);
      ended = turns.count();
    },
  });
  const port = await listen(t, managed);
  await ask(port, 'counters');
  turns.stop();
  // 20 000 lines of 30 characters and more are 36 pieces at least.
  assert.ok(ended - begun >= 36, `${ended - begun} turns`);
});
