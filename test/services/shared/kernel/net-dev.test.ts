import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNetDev } from '../../../../services/shared/kernel/net-dev.ts';

const head = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;

test('bytes, packets, errors and drops by direction', () => {
  assert.deepEqual(parseNetDev(`${head}  eth0: 1 2 3 4 5 6 7 8 11 12 13 14 15 16 17 18\n`), [
    {
      interface: 'eth0',
      receive: { bytes: 1, packets: 2, errors: 3, dropped: 4 },
      transmit: { bytes: 11, packets: 12, errors: 13, dropped: 14 },
    },
  ]);
});

test('a long number touches the name; an alias has a colon of its own', () => {
  const numbers = '7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0';
  const names = parseNetDev(`${head}enp5s0:${numbers}\neth0:1:${numbers}\n`).map(counters => counters.interface);
  assert.deepEqual(names, ['enp5s0', 'eth0:1']);
});

test('heads alone, nothing, and garbage hold no interface', () => {
  assert.deepEqual(parseNetDev(head), []);
  assert.deepEqual(parseNetDev(''), []);
  assert.deepEqual(parseNetDev('eth0: 1 2 3\neth1: a b c d e f g h i j k l m n o p\n'), []);
});
