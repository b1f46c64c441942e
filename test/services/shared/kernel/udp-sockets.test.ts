import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelAddress, parseUdpSockets } from '../../../../services/shared/kernel/udp-sockets.ts';

test('sockets and their drops, as Linux lists them', () => {
  const udp = [
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops            ',
    '  421: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 18519 2 0000000000000000 0        ',
    ' 1243: 0100007F:1FBD 00000000:0000 07 00000000:00068A00 00:00000000 00000000  1000        0 5113901 2 0000000000000000 4711       ',
    '',
  ].join('\n');
  assert.deepEqual(parseUdpSockets(udp), [
    { local: '3500007F:0035', inode: '18519', unread: 0, drops: 0 },
    { local: '0100007F:1FBD', inode: '5113901', unread: 0x68a00, drops: 4711 },
  ]);
  const udp6 = [
    '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    ' 1243: 00000000000000000000000000000000:1FBD 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 16612 2 0000000000000000 12',
  ].join('\n');
  assert.deepEqual(parseUdpSockets(udp6), [
    { local: '00000000000000000000000000000000:1FBD', inode: '16612', unread: 0, drops: 12 },
  ]);
});

test('what is no such list has no sockets', () => {
  assert.deepEqual(parseUdpSockets(''), []);
  assert.deepEqual(parseUdpSockets('a b c\n 1: 0100007F:1FBD 00000000:0000 07'), []);
});

test('addresses as the kernel writes them', () => {
  assert.equal(kernelAddress('127.0.0.1', 8125, 'LE'), '0100007F:1FBD');
  assert.equal(kernelAddress('127.0.0.1', 8125, 'BE'), '7F000001:1FBD');
  assert.equal(kernelAddress('0.0.0.0', 80, 'LE'), '00000000:0050');
  assert.equal(kernelAddress('::', 8125, 'LE'), `${'0'.repeat(32)}:1FBD`);
  assert.equal(kernelAddress('::1', 8125, 'LE'), `${'0'.repeat(24)}01000000:1FBD`);
  assert.equal(kernelAddress('fe80::1:2%eth0', 1, 'LE'), '000080FE000000000000000002000100:0001');
  assert.equal(kernelAddress('::ffff:10.0.0.1', 1, 'LE'), '0000000000000000FFFF00000100000A:0001');
  assert.equal(kernelAddress('localhost', 1, 'LE'), undefined);
});
