import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDiskSize } from '../../../../../services/shared/store/influxdb/disk-size.ts';
import { startInfluxd } from '../../../../support/influxd.ts';
import { skipWithoutInfluxd } from '../../../../support/requires.ts';
import { reply, withFakeServer } from './fake-server.ts';

const connection = { org: 'o', bucket: 'b', token: 't', timeout: 1000 };

test('the shards of all buckets are added up', async () => {
  const page = `# TYPE storage_shard_disk_size gauge
storage_shard_disk_size{bucket="a",id="1",path="/x"} 1040
storage_shard_disk_size{bucket="b",id="2",path="/y"} 1.5e+06
storage_shard_series{bucket="b",id="2",path="/y"} 7
`;
  await withFakeServer(
    (_, __, response) => reply(response, 200, page),
    async ({ url }) => assert.equal(await readDiskSize({ ...connection, url }), 1_501_040),
  );
});

test('a page that tells none, or none at all, is no size', async () => {
  await withFakeServer(
    (_, __, response) => reply(response, 401, '{}'),
    async ({ url }) => assert.equal(await readDiskSize({ ...connection, url }), undefined),
  );
  assert.equal(await readDiskSize({ ...connection, url: 'http://127.0.0.1:1' }), undefined);
});

test('a real InfluxDB tells it', { skip: skipWithoutInfluxd() }, async t => {
  const influxd = await startInfluxd();
  t.after(influxd.stop);
  const bucket = await influxd.createBucket();
  await fetch(`${influxd.url}/api/v2/write?org=${influxd.org}&bucket=${bucket}`, {
    method: 'POST',
    headers: { authorization: `Token ${influxd.token}` },
    body: 'a value=1',
  });
  const size = await readDiskSize({ ...connection, url: influxd.url });
  // What it has just taken in need not be on the disk yet.
  assert.equal(typeof size, 'number');
});
