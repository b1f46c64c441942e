import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { skipWithoutStack } from '../support/requires.ts';
import { scratchDirectory } from '../support/scratch.ts';

const skip = await skipWithoutStack();
const root = new URL('../../', import.meta.url);

test('the override of docs/docker.md lets the statsd-server ask the gateway, and changes nothing else', {
  skip,
}, async t => {
  const page = readFileSync(new URL('docs/docker.md', root), 'utf8');
  const [snippet] = [...page.matchAll(/```yaml\n(.*?)```/gs)].filter(([, yaml]) => yaml?.includes('STATSD_ORIGIN'));
  const override = join(await scratchDirectory(t), 'compose.override.yaml');
  await writeFile(override, snippet![1]!);
  const servicesOf = (...files: string[]) => {
    const chosen = ['compose.yaml', ...files].flatMap(file => ['-f', file]);
    const { PATH, HOME } = process.env;
    const { stdout, stderr, status } = spawnSync(
      'docker',
      ['compose', '--env-file', '/dev/null', ...chosen, 'config', '--format', 'json'],
      { cwd: fileURLToPath(root), env: { PATH, HOME }, encoding: 'utf8' },
    );
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    return JSON.parse(stdout).services;
  };

  const { 'statsd-server': before, ...others } = servicesOf();
  const { 'statsd-server': after, ...othersAfter } = servicesOf(override);
  assert.deepEqual(othersAfter, others);
  assert.deepEqual(after, {
    ...before,
    networks: { ...before.networks, engine: null },
    environment: {
      ...before.environment,
      TIDEGAUGE_STATSD_ORIGIN: 'container',
      TIDEGAUGE_CONTAINERS_ENGINE: others['container-collector'].environment.TIDEGAUGE_CONTAINERS_ENGINE,
    },
  });
});
