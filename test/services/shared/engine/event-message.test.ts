import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerEventOf } from '../../../../services/shared/engine/event-message.ts';

const message = (Action: string, Attributes: Record<string, string>) => ({
  status: Action,
  Type: 'container',
  Action,
  Actor: { ID: 'abc', Attributes },
  time: 1795202017,
  timeNano: 1795202017083195600,
});

test('an event as the engine sends it', () => {
  const attributes = { exitCode: '137', image: 'nginx', name: 'web', 'com.docker.compose.project': 'shop' };
  assert.deepEqual(containerEventOf(message('die', attributes)), {
    time: 1795202017083.1956,
    action: 'die',
    id: 'abc',
    tags: { container: 'web', image: 'nginx:latest', compose_project: 'shop' },
    labels: { 'com.docker.compose.project': 'shop' },
    exitCode: 137,
  });
});

test('only a die has an exit code, and only a number is one', () => {
  assert.equal(containerEventOf(message('start', { name: 'web', image: 'nginx', exitCode: '1' }))?.exitCode, undefined);
  assert.equal(containerEventOf(message('die', { name: 'web', image: 'nginx', exitCode: 'x' }))?.exitCode, undefined);
  assert.equal(containerEventOf(message('die', { name: 'web', image: 'nginx' }))?.exitCode, undefined);
});

test('anything else is not an event of a container', () => {
  for (const value of [null, 1, 'text', [], {}, { ...message('pull', {}), Type: 'image' }, { Type: 'container' }]) {
    assert.equal(containerEventOf(value), undefined);
  }
});
