import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEngineAddress } from '../../../../services/shared/engine/address.ts';

for (const [address, parsed] of [
  ['/var/run/docker.sock', { socketPath: '/var/run/docker.sock' }],
  ['unix:///run/user/1000/docker.sock', { socketPath: '/run/user/1000/docker.sock' }],
  ['http://gateway:2375', { protocol: 'http', host: 'gateway', port: 2375 }],
  ['http://gateway/', { protocol: 'http', host: 'gateway', port: 80 }],
  ['https://gateway', { protocol: 'https', host: 'gateway', port: 443 }],
  ['http://[::1]:2375', { protocol: 'http', host: '::1', port: 2375 }],
] as const) {
  test(address, () => assert.deepEqual(parseEngineAddress(address), parsed));
}
