import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClients, mostClients, silence } from '../../../../services/statsd-server/journal/clients.ts';

const onDisk = Promise.resolve();

test('a batch is known once it was taken, and had for good once it is on disk', async () => {
  const clients = createClients([]);
  let write = () => {};
  const written = new Promise<void>(resolve => {
    write = resolve;
  });
  assert.equal(clients.taken('a', 1), undefined);
  const durable = clients.took('a', 1, 0, written);
  assert.equal(clients.last('a'), 0);
  let again = false;
  void clients.taken('a', 1)?.then(() => {
    again = true;
  });
  await new Promise(setImmediate);
  assert.equal(again, false, 'whoever sends it again waits as well');
  write();
  await durable;
  assert.deepEqual([clients.last('a'), again, clients.taken('a', 2)], [1, true, undefined]);
});

test('what comes to disk late takes nothing back', async () => {
  const clients = createClients([]);
  let write = () => {};
  const first = clients.took(
    'a',
    1,
    0,
    new Promise<void>(resolve => {
      write = resolve;
    }),
  );
  await clients.took('a', 2, 0, onDisk);
  write();
  await first;
  assert.equal(clients.last('a'), 2);
});

test('those that were known go on', async () => {
  const clients = createClients([
    ['a', 7, 100],
    ['b', 3, 200],
  ]);
  assert.deepEqual([clients.last('a'), clients.last('b'), clients.last('c'), clients.count()], [7, 3, 0, 2]);
  await clients.took('a', 8, 300, onDisk);
  assert.deepEqual(clients.all(), [
    ['b', 3, 200],
    ['a', 8, 300],
  ]);
});

test('of more clients than are remembered the one not heard of for longest is forgotten, once it was silent for long', async () => {
  const clients = createClients([]);
  for (let client = 0; client < mostClients; client++) void clients.took(`client${client}`, 5, 0, onDisk);
  void clients.took('client0', 6, 1, onDisk);
  assert.equal(clients.admit('client1', silence - 1), true, 'it is known');
  assert.equal(clients.admit('one more', silence - 1), false);
  assert.equal(clients.admit('one more', silence), true);
  await clients.took('one more', 1, silence, onDisk);
  assert.equal(clients.count(), mostClients);
  assert.deepEqual(
    ['client0', 'client1', 'client2', 'one more'].map(client => clients.last(client)),
    [6, 0, 5, 1],
  );
});

test('who made up ids is forgotten before those that said more', async () => {
  const clients = createClients([]);
  for (let client = 0; client < mostClients; client++)
    void clients.took(`client${client}`, client === 7 ? 1 : 5, 0, onDisk);
  assert.equal(clients.admit('one more', 1), true);
  assert.equal(clients.last('client7'), 0);
  assert.equal(clients.admit('client0', 1), true, 'it is known');
});
