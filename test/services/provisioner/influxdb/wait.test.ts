import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { waitForInfluxdb } from '../../../../services/provisioner/influxdb/wait.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { freePort } from '../../../support/free-port.ts';

async function answering(t: TestContext, status: number, body: () => string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Waits on a clock that goes on as fast as the tries do. */
async function wait(url: string, limit: number) {
  const clock = createFakeClock();
  const lines: string[] = [];
  let over = false;
  const waiting = waitForInfluxdb({ url, clock, limit }, line => lines.push(line)).finally(() => {
    over = true;
  });
  while (!over) await clock.advance(1000);
  return { outcome: await waiting, lines };
}

test('one that never comes: a line every five seconds, then what to change', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { outcome, lines } = await wait(url, 30_000);
  assert.deepEqual(outcome, {
    state: 'failed',
    reason: `waited 30s, and InfluxDB at ${url} cannot be reached (ECONNREFUSED): see docker compose logs influxdb and store.influxdb.url, then docker compose up -d`,
  });
  assert.match(lines[0]!, new RegExp(`^waiting for ${url} … \\d+ s$`));
  assert.ok(lines.length > 1 && lines.length <= 6, lines.join('\n'));
});

test('one that comes late', async t => {
  let tries = 0;
  const health = () => {
    tries += 1;
    return { name: 'influxdb', status: tries < 4 ? 'fail' : 'pass', version: 'v2.9.1' };
  };
  const url = await answering(t, 200, () => JSON.stringify(health()));
  const { outcome } = await wait(url, 3_600_000);
  assert.deepEqual(outcome, { state: 'done', value: 'v2.9.1', text: `v2.9.1 answers at ${url}` });
});

test('another version is named at once', async t => {
  const url = await answering(t, 200, () => '{"name":"influxdb","status":"pass","version":"1.8.10"}');
  const { outcome } = await wait(url, 3_600_000);
  assert.deepEqual(outcome, {
    state: 'failed',
    reason: `what answers at ${url} is InfluxDB "1.8.10", and 2.x is needed: see store.influxdb.url`,
  });
});

test('what is no InfluxDB', async t => {
  const url = await answering(t, 200, () => '<html>');
  const { outcome } = await wait(url, 0);
  assert.ok(outcome.state === 'failed');
  assert.match(outcome.reason, /^waited 0ms, and InfluxDB at .* answered GET \/health with something unknown: /);
});
