import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkSection } from '../../../../../services/shared/config/sections/link.ts';

test('without a server it is left to where the StatsD server of the same configuration listens', () => {
  assert.deepEqual(linkSection.parse(undefined), { max_queued: 16_000_000 });
});

test('a server is a name or an address, and a port', () => {
  const serverOf = (server: string) => linkSection.safeParse({ server }).data?.server;
  assert.deepEqual(serverOf('statsd-server:8125'), { host: 'statsd-server', port: 8125 });
  assert.deepEqual(serverOf('192.0.2.7:1'), { host: '192.0.2.7', port: 1 });
  assert.deepEqual(serverOf('[2001:db8::1]:65535'), { host: '2001:db8::1', port: 65_535 });
  for (const bad of [
    '',
    'statsd-server',
    ':8125',
    'a:0',
    'a:65536',
    'a:b',
    '::1:8125',
    '[a]:8125',
    'tcp://a:8125',
    'a b:1',
  ])
    assert.equal(serverOf(bad), undefined, bad);
});
