import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../services/shared/config/load.ts';
import { scratchDirectory } from '../support/scratch.ts';

const sample = fileURLToPath(new URL('../../compose/tidegauge.yaml', import.meta.url));

test('the sample is valid', () => {
  const outcome = loadConfig({ path: sample, env: {} });
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.reason.join('\n'));
  assert.equal(outcome.value.logs.rules[0]?.metric, 'ssh.logins.failed');
});

test('so it is with everything in it that is commented out (#key, but not # text)', async t => {
  const path = join(await scratchDirectory(t), 'tidegauge.yaml');
  await writeFile(path, (await readFile(sample, 'utf8')).replace(/^( *)#(?=\S| {2})/gm, '$1'));
  const outcome = loadConfig({ path, env: {} });
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.reason.join('\n'));
  assert.equal(outcome.value.hostname, 'web-1');
  assert.equal(outcome.value.logs.rules[1]?.metric, 'job.duration');
});

test('the example of docs/configuration.md is valid', async t => {
  const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const path = join(await scratchDirectory(t), 'tidegauge.yaml');
  await writeFile(path, /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '');
  const outcome = loadConfig({ path, env: {} });
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.reason.join('\n'));
  assert.equal(outcome.value.logs.rules.length, 2);
});
