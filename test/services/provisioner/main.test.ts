import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.ts';
import { type Influxd, startInfluxd } from '../../support/influxd.ts';
import { skipWithoutInfluxd } from '../../support/requires.ts';
import { scratchDirectory } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';

const mainFile = fileURLToPath(new URL('../../../services/provisioner/main.ts', import.meta.url));

/** A process of the provisioner, and what it has printed so far. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', mainFile, ...args], {
    env: { PATH: process.env.PATH, TIDEGAUGE_CONFIG: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout?.on('data', text => {
    printed.out += text;
  });
  child.stderr?.on('data', text => {
    printed.err += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, ...printed }));
  return { child, printed, ended };
}

test('--help', async () => {
  const { code, out } = await start(['--help']).ended;
  assert.equal(code, 0);
  assert.match(out, /--dry-run {6}say what would be done, and change nothing/);
});

test('a wrong option or configuration ends with 2 before anything is touched', async t => {
  const root = await scratchDirectory(t);
  const option = await start(['--dry']).ended;
  assert.equal(option.code, 2);
  assert.match(option.err, /'--dry'/);
  const configuration = await start(['--root', root], { TIDEGAUGE_FRONT_URL: 'nowhere' }).ended;
  assert.equal(configuration.code, 2);
  assert.match(configuration.err, /^TIDEGAUGE_FRONT_URL: front\.url is "nowhere", must be an http/m);
  assert.deepEqual(await readdir(root), []);
});

test('a stop while it waits for InfluxDB ends it at once', async t => {
  const root = await scratchDirectory(t);
  const env = { TIDEGAUGE_STORE_INFLUXDB_URL: `http://127.0.0.1:${await freePort()}` };
  const { child, printed, ended } = start(['--root', root], env);
  await until(() => /^InfluxDB {10}waiting for http:.* … 0 s$/m.test(printed.out), 'the wait');
  child.kill('SIGTERM');
  assert.equal((await ended).code, 143);
});

describe('with an InfluxDB', { skip: skipWithoutInfluxd() }, () => {
  let influxd: Influxd;
  before(async () => {
    influxd = await startInfluxd({ setUp: false });
  });
  after(() => influxd?.stop());

  test('killed at any place, it is run again and ends with what a person wants to know', async t => {
    const root = await scratchDirectory(t);
    const env = { TIDEGAUGE_STORE_INFLUXDB_URL: influxd.url, TIDEGAUGE_FRONT_URL: 'http://localhost:80' };
    for (const line of ['InfluxDB token', 'Front files', 'InfluxDB set-up', 'Buckets', 'Token statsd', 'Token web']) {
      const { child, printed, ended } = start(['--root', root], env);
      await until(() => printed.out.includes(`\n${line} `), line);
      child.kill('SIGKILL');
      await ended;
    }
    const { code, out, err } = await start(['--root', root], env).ended;
    assert.equal(code, 0, err);
    assert.equal(
      out.slice(out.indexOf('\nTidegauge is')),
      `
Tidegauge is set up.

  address    http://localhost
  user       admin
  password   docker compose exec grafana cat /etc/tidegauge/admin-password
             (made at the first start; it lies in the volume grafana-files)
  API token  docker compose exec front cat /etc/tidegauge/api-token
             (for machines: Authorization: Bearer TOKEN, at http://localhost/api/)
`,
    );
    for (const name of await readdir(join(root, 'data')))
      assert.ok(!(out + err).includes(await readFile(join(root, 'data', name), 'utf8')), name);
    const tokens = ['statsd-server', 'web', 'grafana'].map(each => `influxdb-token-${each}`);
    const secrets = ['influxdb-operator-token', 'influxdb-password', 'api-token'];
    const data = [...tokens, ...secrets, 'grafana-admin-password', 'grafana-secret-key'].sort();
    assert.deepEqual((await readdir(join(root, 'data'))).sort(), data);
  });

  test('what failed is told at the end, and in the exit code', async t => {
    const root = await scratchDirectory(t);
    const env = { TIDEGAUGE_STORE_INFLUXDB_URL: influxd.url };
    const { code, out, err } = await start(['--root', root], env).ended;
    assert.equal(code, 1);
    assert.match(out, /^InfluxDB set-up {3}failed, see below$/m);
    assert.match(err, /^\nInfluxDB set-up: InfluxDB at http.* was set up by someone else, .*\n$/);
    assert.ok(!out.includes('Tidegauge is set up'));
  });

  test('a dry run says so', async t => {
    const root = await scratchDirectory(t);
    await writeFile(join(root, 'tidegauge.yaml'), `store: { influxdb: { url: '${influxd.url}' } }\n`);
    const { code, out, err } = await start(['--dry-run', '--root', root, '--config', join(root, 'tidegauge.yaml')])
      .ended;
    assert.equal(code, 1, 'the operator token that it would make is not the one of this InfluxDB');
    assert.match(out, /^API token {9}would make .*api-token$/m);
    assert.match(err, /set up by someone else/);
    assert.deepEqual(await readdir(root), ['tidegauge.yaml']);
  });
});
