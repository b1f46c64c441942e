import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logOf } from '../../../../../services/web/browser/logs/log-link.ts';
import { fakeSource } from '../../../../support/log-inspector.ts';

const logs = {
  host: 'tide',
  sources: [
    fakeSource({ name: 'web', tags: { file: 'web' } }),
    fakeSource({ name: 'web of the shop', kind: 'container', tags: { container: 'web' } }),
  ],
  more: 0,
};

test('the log of a container is the one whose lines bear its name', () => {
  assert.equal(logOf({ name: 'web', host: 'tide' }, logs), 'web of the shop');
});

test('one that is not followed, is on another host, or of which nobody can tell, has no log', () => {
  assert.equal(logOf({ name: 'db', host: 'tide' }, logs), undefined);
  assert.equal(logOf({ name: 'web', host: 'other' }, logs), undefined);
  assert.equal(logOf({ name: 'web', host: 'tide' }, undefined), undefined);
});
