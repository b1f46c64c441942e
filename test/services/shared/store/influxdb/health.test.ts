import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHealth } from '../../../../../services/shared/store/influxdb/health.ts';
import { reply, withFakeServer } from './fake-server.ts';

const connection = { org: 'o', bucket: 'b', token: 't', timeout: 100 };

test('what answers and is no InfluxDB is told by the key to change', async () => {
  await withFakeServer(
    (_, __, response) => reply(response, 200, '<h1>Welcome to nginx!</h1>'),
    async ({ url }) => {
      assert.deepEqual(await readHealth([{ ...connection, url }], 'write'), {
        ok: false,
        reason: `what answers at ${url} is no InfluxDB: see store.influxdb.url`,
      });
    },
  );
});

test('a server that hangs is told apart from one that is not there', async () => {
  await withFakeServer(
    () => {},
    async ({ url }) => {
      assert.deepEqual(await readHealth([{ ...connection, url }], 'write'), {
        ok: false,
        reason: `InfluxDB at ${url} did not answer within 100ms (store.influxdb.timeout)`,
      });
    },
  );
});

test('looking writes nothing', async () => {
  const written: string[] = [];
  await withFakeServer(
    (request, body, response) => {
      if (request.url?.startsWith('/query')) return reply(response, 200, { results: [{}] });
      if (request.method === 'POST') written.push(body);
      response.writeHead(204, { 'x-influxdb-version': '2.9.1' }).end();
    },
    async ({ url }) => {
      assert.deepEqual(await readHealth([{ ...connection, url }], 'write'), {
        ok: true,
        value: { detail: `InfluxDB 2.9.1 at ${url}, bucket b` },
      });
      assert.deepEqual(written, ['# nothing']);
      assert.equal((await readHealth([{ ...connection, url }], 'read')).ok, true);
      assert.equal(written.length, 1, 'who only reads does not try to write');
    },
  );
});
