import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runContainer } from '../support/containers.ts';
import { breachesOf, privilegesOf } from '../support/privileges.ts';
import { skipWithoutStack } from '../support/requires.ts';
import { createStack, type Stack, stackServices } from '../support/stack.ts';
import { askDashboards } from '../support/stack-dashboards.ts';
import { createStackQueries, type StackQueries } from '../support/stack-queries.ts';
import { until } from '../support/until.ts';

const skip = await skipWithoutStack();
const image = 'node:24-bookworm-slim';

const accessLine = '192.0.2.7 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8" 0.012';

/** Panels of what this host need not have, or what must not happen. */
const absentHere: readonly string[] = [
  'tidegauge-containers: Restarting or dead, A',
  // Of other servers, to which nothing is sent by default.
  'tidegauge-tidegauge: Lost on the way out, A',
  'tidegauge-tidegauge: Lost on the way out, B',
  // Of a journal that is damaged, and of logs whose rules fail.
  'tidegauge-tidegauge: Lost by collectors, D',
  'tidegauge-tidegauge: Lost by collectors, E',
  'tidegauge-tidegauge: Lost by collectors, F',
  'tidegauge-tidegauge: Lost by collectors, G',
  'tidegauge-tidegauge: Lost by collectors, H',
  'tidegauge-tidegauge: Lost by collectors, I',
];
/** Events that applications send with a level: here none does. */
const withLevel = /: (Errors|Warnings|Successes)$/;

describe('docker compose up -d', { skip, timeout: 600_000 }, () => {
  let stack: Stack;
  let queries: StackQueries;

  before(async () => {
    stack = await createStack();
    await stack.configure({ hostname: 'e2e', statsd: { flush_interval: '2s' } });
  });
  after(() => stack.remove());

  test('starts everything, and every service gets healthy', async () => {
    await stack.up();
    queries = await createStackQueries(stack);
  });

  test('the provisioner tells where to look, as whom, and how to see the password, but not the password', async () => {
    const { output } = await stack.compose('logs', '--no-log-prefix', 'provisioner');
    assert.match(output, /http:\/\/localhost:\d+/);
    assert.match(output, /\badmin\b/);
    assert.match(output, /docker compose exec grafana cat \S+/);
    assert.ok(!output.includes(await stack.readVolume('grafana-files', 'admin-password')));
  });

  test('lines of a container are counted exactly, in the store and through the front', async t => {
    const script = `for (let i = 0; i < 1000; i += 1) console.log('${accessLine}'); setInterval(() => {}, 1e6)`;
    const { name: container } = await runContainer({ image, command: ['node', '-e', script] }, t);
    const where = { container, status_class: '2xx' };
    await until(async () => (await queries.stored('http.server.requests', where)) === 1000, 'its lines', 30);
    assert.equal(await queries.answered('http.server.requests', where), 1000);
    assert.equal(await queries.answered('log.lines', { container }), 1000);
  });

  test('StatsD of an application in the network, and of one on the host, is counted exactly', async t => {
    const script = `
      const lines = 'shop.orders:1|c|#shop:books\\n'.repeat(20);
      require('net').connect(8125, 'statsd-server').end(lines.repeat(50));
      const udp = require('dgram').createSocket('udp4');
      let left = 50;
      const timer = setInterval(() => { if (left-- > 0) udp.send(lines, 8125, 'statsd-server'); else { clearInterval(timer); udp.close(); } }, 5);`;
    const application = await runContainer(
      { image, command: ['node', '-e', script], hostConfig: { NetworkMode: stack.network } },
      t,
    );
    assert.equal(await application.wait(), 0);
    const { createSocket } = await import('node:dgram');
    const udp = createSocket('udp4');
    await new Promise(resolve => udp.send('shop.orders:7|c|#shop:books', stack.statsdPort, '127.0.0.1', resolve));
    udp.close();
    await until(async () => (await queries.stored('shop.orders', { shop: 'books' })) >= 2007, 'the orders', 30);
    assert.equal(await queries.answered('shop.orders', { shop: 'books' }), 2007);
  });

  test('a busy container, and one that is killed for using too much memory, show as what they are', async t => {
    const busy = await runContainer({ image, command: ['node', '-e', 'for (;;);'], hostConfig: { NanoCpus: 3e8 } }, t);
    const greedy = await runContainer(
      {
        image,
        command: ['node', '-e', 'const all = []; for (;;) all.push(Buffer.alloc(1e6, 1));'],
        hostConfig: { Memory: 48e6, MemorySwap: 48e6 },
      },
      t,
    );
    assert.equal(await greedy.wait(), 137);
    await until(
      async () => {
        const rows = await queries.influxql(
          `SELECT last("value") FROM "container_cpu_usage" WHERE "container" = '${busy.name}'`,
        );
        return Math.abs(Number(rows[0]?.values?.[0]?.[1]) - 0.3) < 0.06;
      },
      'the CPU it uses',
      30,
    );
    const events = async () =>
      JSON.stringify(
        await queries.influxql(`SELECT "title", "text" FROM "10m"."events" WHERE "container" = '${greedy.name}'`),
      );
    await until(async () => /137/.test(await events()), 'the event of its end', 30);
    assert.match(await events(), /memory/i);
    const response = await queries.get(`/api/v1/events?from=-10m&where=container:${greedy.name}`);
    assert.match(await response.text(), /137/);
  });

  test('the gateway answers collectors what they read, and nothing else', async () => {
    const requests = [
      ['GET', '/containers/json', 200],
      ['GET', '/v1.41/info', 200],
      ['GET', '/_ping', 200],
      ['POST', '/containers/create', 403],
      ['POST', '/v1.41/containers/prune', 403],
      ['DELETE', '/images/nginx:1.28', 403],
      ['GET', '/secrets', 403],
      ['GET', '/volumes', 403],
      ['GET', '/containers/../volumes', 403],
      ['GET', '/containers/%2e%2e/volumes', 403],
      ['GET', '//volumes', 403],
    ] as const;
    // By a bare client, because fetch would tidy up the paths.
    const script = `
      const { request } = require('node:http');
      const ask = ([method, path]) => new Promise(done => request({ host: 'gateway', port: 2375, method, path }, answer => { answer.resume(); done(answer.statusCode); }).end());
      Promise.all(${JSON.stringify(requests)}.map(ask)).then(all => console.log(JSON.stringify(all)));`;
    const { output } = await stack.compose('exec', '-T', 'container-collector', 'node', '-e', script);
    assert.deepEqual(
      JSON.parse(output),
      requests.map(([, , status]) => status),
    );
    const { output: log } = await stack.compose('logs', 'gateway');
    assert.match(log, /"POST \/containers\/create HTTP\/1.1" 403/);
  });

  test('the front lets nobody in without a login, and the API nobody without a token', async () => {
    const statuses = await Promise.all(
      ['/', '/live/', '/api/v1/metrics', '/grafana/'].map(async path => {
        const { status } = await fetch(stack.url + path, { redirect: 'manual' });
        return [path, status];
      }),
    );
    // Grafana, which knows who is logged in, is not here: that is said, and opens nothing.
    assert.deepEqual(statuses, [
      ['/', 200],
      ['/live/', 503],
      ['/api/v1/metrics', 503],
      ['/grafana/', 503],
    ]);
    assert.equal((await queries.get('/live/')).status, 200);
  });

  test('every query of every panel of every dashboard is answered', async t => {
    const script = `
      const udp = require('node:dgram').createSocket('udp4');
      const lines = ['app.gauge:3|g', 'app.timing:12|ms', 'app.histogram:4|h', 'app.distribution:5|d', 'app.set:x|s', 'app.counter:1|c', 'app.bad:x|c'];
      setInterval(() => { console.log('ERROR of the test'); console.log(new Error('of the test').stack); console.log('${accessLine}'); udp.send(lines.join('\\n'), 8125, 'statsd-server'); }, 500);`;
    const { name } = await runContainer(
      {
        image,
        command: ['node', '-e', script],
        hostConfig: { NetworkMode: stack.network, Memory: 64e6, NanoCpus: 5e8 },
      },
      t,
    );
    let last: string[] = [];
    await until(
      async () => {
        const { asked, unanswered } = await askDashboards(queries, name);
        assert.ok(asked > 100, `${asked} queries`);
        last = unanswered.filter(query => !absentHere.includes(query) && !withLevel.test(query));
        return last.length === 0;
      },
      'answers',
      90,
    ).catch(error => assert.fail(`${error.message}: ${last.join('; ')}`));
  });

  test('no container has more rights than it needs', async () => {
    const found: Record<string, unknown> = {};
    for (const service of ['provisioner', ...stackServices]) {
      const inspected = await stack.inspect(service);
      assert.deepEqual(breachesOf(inspected), [], service);
      found[service] = privilegesOf(inspected, stack);
    }
    const foreign = { capabilities: [], binds: [], published: [] };
    const own = { ...foreign, binds: ['ro .'] };
    assert.deepEqual(found, {
      provisioner: { ...own, user: '0:0', capabilities: ['CHOWN', 'DAC_READ_SEARCH'], networks: ['store'] },
      influxdb: { ...foreign, user: '1000', networks: ['store'] },
      'statsd-server': {
        ...own,
        user: '48125:48125',
        published: ['127.0.0.1:8125/tcp', '127.0.0.1:8125/udp'],
        networks: ['applications', 'collectors', 'store'],
      },
      'log-tailer': {
        ...own,
        user: '0:0',
        binds: ['ro .', 'ro /run/log', 'ro /var/lib/docker/containers', 'ro /var/log'],
        networks: ['collectors', 'engine', 'inspection'],
      },
      'host-collector': {
        ...own,
        user: '48127:48127',
        binds: ['ro .', 'ro /proc', 'ro /sys'],
        networks: ['collectors'],
      },
      'container-collector': {
        ...own,
        user: '48128:48128',
        binds: ['ro .', 'ro /proc', 'ro /sys'],
        networks: ['collectors', 'engine'],
      },
      web: { ...own, user: '48126:48126', networks: ['front', 'inspection', 'store'] },
      gateway: { ...foreign, user: '0:0', binds: ['ro /var/run/docker.sock'], networks: ['engine'] },
      front: { ...foreign, user: '101:101', published: ['0.0.0.0:8080/tcp'], networks: ['edge', 'front'] },
    });
  });
});
