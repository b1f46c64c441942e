import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';
import { type Influxd, startInfluxd } from '../../support/influxd.ts';
import { skipWithoutInfluxd } from '../../support/requires.ts';
import { scratchDirectory, scratchUntilExit } from '../../support/scratch.ts';
import { createInfluxdbView, type InfluxdbView } from './influxdb/view.ts';
import { createVolumes, killed, type Volumes } from './provisioned.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/tls', import.meta.url));
const tls = {
  url: 'https://localhost',
  tls_certificate: join(fixtures, 'site.pem'),
  tls_key: join(fixtures, 'site.key'),
};
const steps = [
  ...[
    'Configuration',
    'Secrets',
    'InfluxDB token',
    'InfluxDB password',
    'Grafana password',
    'Grafana key',
    'API token',
  ],
  ...['Gateway files', 'TLS', 'Front files', 'Grafana secrets', 'Grafana files'],
  ...['InfluxDB', 'InfluxDB set-up', 'Buckets'],
  ...['Token statsd', 'handed out', 'Token web', 'handed out', 'Token Grafana', 'handed out'],
];
const names = (lines: readonly string[]) => lines.map(line => line.slice(0, 18).trim());

describe('a stack with an InfluxDB', { skip: skipWithoutInfluxd() }, () => {
  let influxd: Influxd;
  let first: Volumes;
  let orgs = 0;
  before(async () => {
    influxd = await startInfluxd({ setUp: false });
    first = await createVolumes(scratchUntilExit(), influxd.url);
  });
  after(() => influxd?.stop());

  /** Volumes of a further stack in an organisation of its own, where nothing is made yet, and a view of that. */
  async function another(t: TestContext): Promise<Volumes & { org: string; view: InfluxdbView }> {
    orgs += 1;
    const org = `org-${orgs}`;
    const volumes = await createVolumes(await scratchDirectory(t), influxd.url, { org, operator: first });
    const token = await first.read('data/influxdb-operator-token');
    return { ...volumes, org, view: createInfluxdbView({ url: influxd.url, org, token }) };
  }

  test('a dry run of a first start says what it would do, and does nothing', async t => {
    const volumes = await createVolumes(await scratchDirectory(t), influxd.url);
    const before = await volumes.snapshot();
    const { failures, lines } = await volumes.run({ dryRun: true });
    assert.deepEqual(failures, []);
    assert.deepEqual(names(lines), steps);
    assert.match(lines.join('\n'), /would make .*influxdb-operator-token\n/);
    assert.match(
      lines.join('\n'),
      /InfluxDB set-up {3}would set up http.*: organisation tidegauge, its buckets and tokens\n/,
    );
    assert.deepEqual(await volumes.snapshot(), before);
    const setup = await fetch(`${influxd.url}/api/v2/setup`);
    assert.deepEqual(await setup.json(), { allowed: true });
  });

  test('the first run sets everything up', async () => {
    const { failures, lines } = await first.run();
    assert.deepEqual(failures, []);
    assert.deepEqual(names(lines), steps);
    const files = async (consumer: string) => (await readdir(join(first.root, consumer), { recursive: true })).sort();
    assert.deepEqual(await files('statsd-server'), ['influxdb-token']);
    assert.deepEqual(await files('web'), ['influxdb-token']);
    assert.deepEqual(await files('gateway'), ['nginx.conf', 'probe.sh', 'serve.sh']);
    assert.deepEqual(await files('front'), ['api-token', 'nginx.conf', 'probe.sh', 'serve.sh']);
    assert.deepEqual(await files('grafana'), [
      ...['admin-password', 'dashboards', 'dashboards/host.json', 'influxdb-token', 'provisioning'],
      ...['provisioning/alerting', 'provisioning/alerting/none.yaml'],
      ...['provisioning/dashboards', 'provisioning/dashboards/tidegauge.yaml'],
      ...['provisioning/datasources', 'provisioning/datasources/tidegauge.yaml'],
      ...['provisioning/plugins', 'provisioning/plugins/none.yaml', 'secret-key'],
    ]);
    assert.equal((await stat(join(first.root, 'data'))).mode & 0o777, 0o700);
    const token = await first.read('data/influxdb-operator-token');
    const view = createInfluxdbView({ url: influxd.url, org: 'tidegauge', token });
    assert.deepEqual(await view.retentions(), {
      metrics: 86_400,
      'metrics/1m': 7 * 86_400,
      'metrics/10m': 365 * 86_400,
      'metrics/resolutions': 0,
    });
    assert.deepEqual(await view.descriptions(), ['Tidegauge: grafana', 'Tidegauge: statsd-server', 'Tidegauge: web']);
  });

  test('a second run touches nothing', async () => {
    const before = await first.snapshot();
    const { failures, lines } = await first.run();
    assert.deepEqual(failures, []);
    assert.ok(
      !/written|replaced|removed|made|changed /.test(lines.join('\n').replaceAll('unchanged', '')),
      lines.join('\n'),
    );
    assert.deepEqual(await first.snapshot(), before);
  });

  test('no secret is printed', async t => {
    const volumes = await another(t);
    const { lines } = await volumes.run({ front: tls });
    const again = await volumes.run();
    const printed = [...lines, ...again.lines].join('\n');
    for (const name of await readdir(join(volumes.root, 'data')))
      assert.ok(!printed.includes(await volumes.read(`data/${name}`)), name);
  });

  test('nobody holds the operator token, and each token does what its service needs and no more', async t => {
    const volumes = await another(t);
    await volumes.run();
    const tokenOf = (consumer: string) => volumes.read(`${consumer}/influxdb-token`);
    const tokens = await Promise.all(['statsd-server', 'web', 'grafana'].map(tokenOf));
    assert.equal(new Set([...tokens, await volumes.read('data/influxdb-operator-token')]).size, 4);
    for (const bucket of ['metrics', 'metrics/1m', 'metrics/10m', 'metrics/resolutions']) {
      assert.deepEqual(await Promise.all(tokens.map(token => volumes.view.write(bucket, token))), [204, 403, 403]);
      assert.deepEqual(await Promise.all(tokens.map(token => volumes.view.read(bucket, token))), ['ok', 'ok', 'ok']);
    }
    for (const token of tokens) {
      assert.equal(await volumes.view.makeBucket('mine', token), 401);
      assert.equal(await volumes.view.makeToken(token), 401);
    }
    assert.equal(await volumes.view.makeBucket('another', await volumes.read('data/influxdb-operator-token')), 201);
    for (const token of tokens) {
      assert.notEqual(await volumes.view.write('another', token), 204);
      assert.notEqual(await volumes.view.read('another', token), 'ok');
    }
  });

  test('changed retentions are brought in, longer ones and much shorter ones', async t => {
    const volumes = await another(t);
    await volumes.run();
    const store = { keep_raw: '2h', keep_1m: '3h', keep_10m: '2y' };
    const dry = await volumes.run({ store, dryRun: true });
    assert.ok(
      dry.lines.includes(
        'Buckets           would be changed metrics (2h), changed metrics/1m (3h), changed metrics/10m (2y)',
      ),
    );
    const { failures } = await volumes.run({ store });
    assert.deepEqual(failures, []);
    const [hour, year] = [3600, 365 * 86_400];
    assert.deepEqual(Object.values(await volumes.view.retentions()), [2 * hour, 2 * year, 3 * hour, 0]);
    await volumes.run({ store: { keep_10m: '3h', keep_raw: '1h', keep_1m: '3h' } });
    assert.deepEqual(Object.values(await volumes.view.retentions()), [hour, 3 * hour, 3 * hour, 0]);
  });

  test('killed after any step and run again, all is as after one run', async t => {
    for (let killAfter = 1; killAfter <= steps.length; killAfter += 1) {
      const volumes = await another(t);
      await assert.rejects(volumes.run({ killAfter }), killed);
      const { failures } = await volumes.run();
      assert.deepEqual(failures, [], `killed after ${steps[killAfter - 1]}`);
      assert.equal((await volumes.view.descriptions()).length, 3);
      assert.equal(await volumes.view.write('metrics', await volumes.read('statsd-server/influxdb-token')), 204);
      assert.equal(await volumes.view.read('metrics', await volumes.read('grafana/influxdb-token')), 'ok');
      const before = await volumes.snapshot();
      await volumes.run();
      assert.deepEqual(await volumes.snapshot(), before);
    }
  });

  test('a token that was made and not kept is taken back', async t => {
    const volumes = await another(t);
    await volumes.run();
    const old = await volumes.read('web/influxdb-token');
    await rm(join(volumes.root, 'data/influxdb-token-web'));
    const { lines } = await volumes.run();
    assert.ok(lines.includes('Token web         made anew'));
    assert.notEqual(await volumes.read('web/influxdb-token'), old);
    assert.notEqual(await volumes.view.read('metrics', old), 'ok');
    assert.equal(await volumes.view.read('metrics', await volumes.read('web/influxdb-token')), 'ok');
    assert.equal((await volumes.view.descriptions()).length, 3);
  });

  test('a token that InfluxDB no longer knows, and a damaged one, are made anew', async t => {
    const volumes = await another(t);
    await volumes.run();
    await volumes.view.removeTokens('Tidegauge: grafana');
    await chmod(join(volumes.root, 'data/influxdb-token-web'), 0o600);
    await writeFile(join(volumes.root, 'data/influxdb-token-web'), 'cut');
    const { failures } = await volumes.run();
    assert.deepEqual(failures, []);
    for (const consumer of ['grafana', 'web'])
      assert.equal(await volumes.view.read('metrics', await volumes.read(`${consumer}/influxdb-token`)), 'ok');
    assert.equal((await volumes.view.descriptions()).length, 3);
  });

  test('a bucket that someone removed is made again, with tokens for it', async t => {
    const volumes = await another(t);
    await volumes.run();
    await volumes.view.removeBucket('metrics/1m');
    assert.deepEqual((await volumes.run()).failures, []);
    assert.equal(await volumes.view.write('metrics/1m', await volumes.read('statsd-server/influxdb-token')), 204);
  });

  test('set up by someone else: told with the ways out, and all else is there', async t => {
    const volumes = await createVolumes(await scratchDirectory(t), influxd.url);
    const { failures } = await volumes.run();
    const file = join(volumes.root, 'data/influxdb-operator-token');
    assert.equal(failures.length, 1);
    assert.match(
      failures[0]!,
      /^InfluxDB set-up: InfluxDB at http.* was set up by someone else, or by this stack before its volume provisioner-data was removed/,
    );
    assert.ok(failures[0]!.includes(`the token in ${file}.`) && failures[0]!.includes('docker volume rm'));
    assert.ok(!failures[0]!.includes(await readFile(file, 'utf8')));
    assert.ok(await volumes.read('front/nginx.conf'));
    assert.ok(await volumes.read('grafana/admin-password'));
    await assert.rejects(volumes.read('grafana/influxdb-token'), { code: 'ENOENT' });
  });

  test('a damaged operator token stops what needs it, and is not replaced', async t => {
    const volumes = await createVolumes(await scratchDirectory(t), influxd.url);
    await mkdir(join(volumes.root, 'data'));
    await writeFile(join(volumes.root, 'data/influxdb-operator-token'), '');
    const { failures, lines } = await volumes.run();
    assert.equal(failures.length, 1);
    assert.match(
      failures[0]!,
      /^InfluxDB token: the secret .*influxdb-operator-token is empty: remove it and write an operator token/,
    );
    assert.ok(lines.includes('InfluxDB          not yet: needs InfluxDB token'));
    assert.equal(await volumes.read('data/influxdb-operator-token'), '');
    assert.ok(await volumes.read('front/nginx.conf'));
  });
});

test('an InfluxDB that never comes: the files are there all the same', async t => {
  const volumes = await createVolumes(await scratchDirectory(t), `http://127.0.0.1:${await freePort()}`);
  const { failures, lines } = await volumes.run();
  assert.equal(failures.length, 1);
  assert.match(failures[0]!, /^InfluxDB: waited 0ms, and InfluxDB at .* cannot be reached \(ECONNREFUSED\): see /);
  assert.deepEqual(names(lines), steps);
  for (const path of ['front/nginx.conf', 'gateway/nginx.conf', 'grafana/secret-key', 'grafana/dashboards/host.json'])
    assert.ok(await volumes.read(path));
});

test('TLS: taken over, left as it was when it is wrong, and given up', async t => {
  const volumes = await createVolumes(await scratchDirectory(t), `http://127.0.0.1:${await freePort()}`);
  const files = async () => (await readdir(join(volumes.root, 'front'), { recursive: true })).sort();
  await volumes.run({ front: tls });
  const always = ['api-token', 'nginx.conf', 'probe.sh', 'serve.sh', 'tls'];
  assert.deepEqual(await files(), [...always, 'tls/certificate.pem', 'tls/key.pem']);
  const before = await volumes.snapshot();
  const { failures, lines } = await volumes.run({ front: { ...tls, tls_key: 'none.key' } });
  assert.match(failures[0]!, /^TLS: front\.tls_key \(.*none\.key\) cannot be read \(ENOENT\): /);
  assert.ok(lines.includes('Front files       not yet: needs TLS'));
  assert.deepEqual(await volumes.snapshot(), before);
  await volumes.run();
  assert.deepEqual(await files(), always);
});
