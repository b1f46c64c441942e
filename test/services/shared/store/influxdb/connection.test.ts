import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseOf, inPolicy } from '../../../../../services/shared/store/influxdb/connection.ts';

test('a bucket is a database, or a policy of one', () => {
  assert.deepEqual(databaseOf('metrics'), { database: 'metrics', policy: undefined });
  assert.deepEqual(databaseOf('metrics/autogen'), { database: 'metrics', policy: 'autogen' });
  assert.deepEqual(databaseOf('a/b/c'), { database: 'a', policy: 'b/c' });
});

test("another policy is one of the bucket's database", () => {
  const connection = { url: 'http://h', org: 'o', timeout: 1, token: 't' };
  for (const bucket of ['metrics', 'metrics/autogen']) {
    assert.deepEqual(inPolicy({ ...connection, bucket }, '1m'), { ...connection, bucket: 'metrics/1m' });
  }
});
