import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { hasUnread } from '../../../../services/statsd-server/listeners/unread.ts';
import { until } from '../../../support/until.ts';

const skip = process.platform === 'linux' ? false : 'no /proc/net here';

test('a datagram, an empty one too, is unread until its reader has its turn', { skip }, async t => {
  const socket = createSocket('udp4');
  let read = 0;
  socket.on('message', () => {
    read += 1;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const sender = createSocket('udp4');
  sender.connect(port, '127.0.0.1');
  await once(sender, 'connect');
  t.after(() => {
    socket.close();
    sender.close();
  });
  assert.equal(hasUnread('127.0.0.1', port), false);
  sender.send(''); // at once, since it is connected
  assert.equal(hasUnread('127.0.0.1', port), true);
  assert.equal(hasUnread('127.0.0.2', port), false);
  await until(() => read === 1);
  assert.equal(hasUnread('127.0.0.1', port), false);
});

test('of what is no address nothing is known', () => {
  assert.equal(hasUnread('localhost', 1), false);
});
