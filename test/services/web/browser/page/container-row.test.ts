import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presentState, subtitleOf } from '../../../../../services/web/browser/page/container-row.ts';

const web = {
  name: 'web',
  host: 'tide',
  image: 'nginx:1.28',
  state: 'running',
  lastSeen: 1000,
  uptimeSeconds: 1,
  cpuCores: 1,
  memoryBytes: 1,
  restarts: 0,
  lastExit: null,
};

test('a container is its image, and its place in a compose project', () => {
  assert.equal(subtitleOf(web), 'nginx:1.28');
  assert.equal(subtitleOf({ ...web, composeProject: 'shop', composeService: 'front' }), 'nginx:1.28 · shop/front');
  assert.equal(subtitleOf({ ...web, image: '' }), '');
});

test('a container that is told no longer is gone', () => {
  assert.equal(presentState(web, 1_040_000, 10_000).state, 'running');
  assert.equal(presentState(web, 1_040_001, 10_000).state, 'gone');
});
