import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName } from '../../../services/shared/clean-name.ts';

test('cleans a name as statsd does', () => {
  assert.equal(cleanName('web.requests'), 'web.requests');
  assert.equal(cleanName('my metric / total'), 'my_metric_-_total');
  assert.equal(cleanName('<b>größe</b>'), 'bgre-b');
  assert.equal(cleanName('%%%'), '');
});
