import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepDataDirectory, keepSecret } from '../../../../services/provisioner/secrets/keep.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { withoutRoot } from '../../../support/without-root.ts';

test('a secret is made once, for its owner to read, and kept from then on', async t => {
  const data = await scratchDirectory(t);
  const path = join(data, 'api-token');
  const made = await keepSecret(data, 'api-token', false);
  assert.ok(made.state === 'done');
  assert.equal(made.text, `made: ${path}`);
  assert.equal(await readFile(path, 'utf8'), made.value);
  assert.equal((await stat(path)).mode & 0o777, 0o400);
  assert.deepEqual(await keepSecret(data, 'api-token', false), { state: 'done', value: made.value, text: 'kept' });
  assert.deepEqual(await readdir(data), ['api-token']);
});

test('of several at once that make a secret, all use the first', async t => {
  const data = await scratchDirectory(t);
  const made = await Promise.all(Array.from({ length: 20 }, () => keepSecret(data, 'api-token', false)));
  const values = new Set(made.map(each => (each.state === 'done' ? each.value : JSON.stringify(each))));
  assert.equal(values.size, 1);
  assert.deepEqual(await readdir(data), ['api-token']);
});

test('a dry run makes none', async t => {
  const data = await scratchDirectory(t);
  const made = await keepSecret(data, 'api-token', true);
  assert.equal(made.state === 'done' && made.text, `would make ${join(data, 'api-token')}`);
  assert.deepEqual(await readdir(data), []);
});

const damages: [what: string, content: string, fault: RegExp][] = [
  ['an empty', '', /is empty: remove it, a new one is made;/],
  ['a truncated', 'abc', /is cut short: 3 characters instead of 32 or more: remove it/],
  ['a scribbled', `${'x'.repeat(31)}\u0007`, /holds characters other than A-Z a-z 0-9 _ -: remove it/],
];
for (const [what, content, fault] of damages)
  test(`${what} secret is named with the way out, and left as it is`, async t => {
    const data = await scratchDirectory(t);
    const path = join(data, 'grafana-admin-password');
    await writeFile(path, content);
    const kept = await keepSecret(data, 'grafana-admin-password', false);
    assert.ok(kept.state === 'failed' && kept.reason.startsWith(`the secret ${path} `));
    assert.match(kept.reason, fault);
    assert.match(kept.reason, /docker compose run --rm --entrypoint sh provisioner/);
    assert.equal(await readFile(path, 'utf8'), content);
  });

test('a directory in place of a secret', async t => {
  const data = await scratchDirectory(t);
  await mkdir(join(data, 'api-token'));
  const kept = await keepSecret(data, 'api-token', false);
  assert.ok(
    kept.state === 'failed' &&
      kept.reason.startsWith(`the secret ${join(data, 'api-token')} is a directory: remove it`),
  );
});

test('a secret that may not be read', async t => {
  const data = await scratchDirectory(t);
  await chmod(data, 0o777);
  await writeFile(join(data, 'api-token'), 'x'.repeat(32), { mode: 0 });
  await withoutRoot(async () => {
    const kept = await keepSecret(data, 'api-token', false);
    assert.ok(kept.state === 'failed');
    assert.match(kept.reason, /api-token cannot be read \(EACCES\)/);
  });
});

test('the directory of secrets is for its owner only', async t => {
  const data = join(await scratchDirectory(t), 'data');
  assert.equal((await keepDataDirectory(data, false)).state, 'done');
  assert.equal((await stat(data)).mode & 0o777, 0o700);
  await chmod(data, 0o755);
  await keepDataDirectory(data, true);
  assert.equal((await stat(data)).mode & 0o777, 0o755);
  await keepDataDirectory(data, false);
  assert.equal((await stat(data)).mode & 0o777, 0o700);
  assert.deepEqual(await keepDataDirectory(data, false), { state: 'done', value: data, text: 'unchanged' });
});

test('what a killed run left of a secret is removed', async t => {
  const data = join(await scratchDirectory(t), 'data');
  await mkdir(data);
  await writeFile(join(data, '.api-token.0123456789ab.tmp'), 'half');
  await keepDataDirectory(data, true);
  assert.equal((await readdir(data)).length, 1);
  await keepDataDirectory(data, false);
  assert.deepEqual(await readdir(data), []);
});
