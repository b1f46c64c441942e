import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { skipWithoutStack } from '../support/requires.ts';

const skip = await skipWithoutStack();
const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const { PATH, HOME } = process.env;

function config(files: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const chosen = files.flatMap(file => ['-f', file]);
  return spawnSync('docker', ['compose', '--env-file', '/dev/null', ...chosen, 'config', '--format', 'json'], {
    cwd: fileURLToPath(root),
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
  });
}

const tls = ['compose.yaml', 'compose/tls.yaml'];
const tlsKeys = { TLS_CERTIFICATE: '/etc/ssl/a.pem', TLS_KEY: '/etc/ssl/a.key' };

for (const [files, env] of [
  [['compose.yaml'], {}],
  [['compose/stack.yaml'], {}],
  [tls, tlsKeys],
] as const)
  test(`docker compose finds nothing to complain about in ${files.join(' with ')}`, { skip }, () => {
    const { status, stderr } = config(files, env);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  });

test('HTTPS without a certificate says what to set', { skip }, () => {
  const { status, stderr } = config(tls);
  assert.notEqual(status, 0);
  assert.match(stderr, /TLS_(CERTIFICATE|KEY).*set it in \.env/);
});

test('HTTPS publishes its port, and the provisioner gets the two files', { skip }, () => {
  const { services } = JSON.parse(config(tls, tlsKeys).stdout);
  assert.deepEqual(
    services.front.ports.map(({ published }: { published: string }) => published),
    ['80', '443'],
  );
  const sources = services.provisioner.volumes.map(({ source }: { source: string }) => source);
  for (const path of Object.values(tlsKeys)) assert.ok(sources.includes(path), path);
});

test('every service, Grafana too, is bounded and without rights that it could do without', { skip }, () => {
  const { services, networks } = JSON.parse(config(['compose.yaml']).stdout);
  assert.equal(Object.keys(services).length, 10);
  for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
    const { read_only, cap_drop, security_opt, privileged, logging } = service;
    assert.deepEqual(
      { read_only, cap_drop, security_opt, privileged, logging },
      {
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        privileged: undefined,
        logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
      },
      name,
    );
    assert.ok(Number(service.mem_limit) > 0 && Number(service.pids_limit) > 0, name);
  }
  const open = Object.keys(networks).filter(name => !networks[name].internal);
  assert.deepEqual(open, ['edge', 'tidegauge']);
  const inTheOpen = Object.keys(services).filter(name => open.some(network => network in services[name].networks));
  assert.deepEqual(inTheOpen, ['front', 'statsd-server']);
});

test('the sample of .env names each variable of the compose files, and no other', () => {
  const used = ['compose/stack.yaml', 'compose/tls.yaml'].flatMap(path =>
    [...read(path).matchAll(/\$\{([A-Z_]+)/g)].map(match => match[1]!),
  );
  const named = [...read('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map(match => match[1]!);
  // What Compose itself sets or reads is not to be found in both.
  const wanted = [...used.filter(name => name !== 'COMPOSE_PROJECT_NAME'), 'COMPOSE_FILE'];
  assert.deepEqual(new Set(named), new Set(wanted));
});

test('images are pinned to a version', () => {
  const images = [...read('compose/stack.yaml').matchAll(/image: (\S+)/g)].map(match => match[1]!);
  assert.ok(images.length > 0);
  for (const image of images) if (!image.endsWith(':local')) assert.match(image, /:\d+\.\d+/);
});
