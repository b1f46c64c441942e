import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedKeys } from '../../../../services/shared/config/changed-keys.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';

test('the keys that differ are named, down to where they are no sections any more; a list is one', () => {
  const before = configSchema.parse({ web: { port: 1 }, logs: { files: ['/a'] } });
  const after = configSchema.parse({ web: { port: 2 }, data: '/d', logs: { files: ['/b', '/c'] } });
  assert.deepEqual(changedKeys(before, after).sort(), ['data', 'logs.files', 'web.port']);
  assert.deepEqual(changedKeys(before, before), []);
});
