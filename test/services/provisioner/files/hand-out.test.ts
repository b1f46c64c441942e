import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createHandOut } from '../../../../services/provisioner/files/hand-out.ts';
import { layoutBelow } from '../../../../services/provisioner/layout.ts';
import type { StepOutcome } from '../../../../services/provisioner/step.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

const isRoot = process.getuid?.() === 0;
const into = (root: string, dryRun = false) => createHandOut({ layout: layoutBelow(root), dryRun, own: isRoot });
const textOf = (outcome: StepOutcome<unknown>) => (outcome.state === 'failed' ? outcome.reason : outcome.text);
const files = new Map([
  ['dashboards/a.json', '{}'],
  ['token', 'secret'],
]);

test('files are written where they differ, and otherwise not touched', async t => {
  const root = await scratchDirectory(t);
  assert.deepEqual(await into(root).step('grafana', files), {
    state: 'done',
    value: ['dashboards/a.json', 'token'],
    text: 'written dashboards/a.json, token',
  });
  const path = join(root, 'grafana/token');
  const { ino, mode } = await stat(path);
  assert.equal(mode & 0o777, 0o400);
  assert.deepEqual(await into(root).step('grafana', files), { state: 'done', value: [], text: 'unchanged, 2 files' });
  assert.equal((await stat(path)).ino, ino);
  const changed = new Map(files).set('token', 'other');
  assert.deepEqual(await into(root).step('grafana', changed), {
    state: 'done',
    value: ['token'],
    text: 'replaced token',
  });
  assert.equal(await readFile(path, 'utf8'), 'other');
});

test('each file is owned by the one that reads it', { skip: !isRoot && 'only root can give files away' }, async t => {
  const root = await scratchDirectory(t);
  const uids = { 'statsd-server': 48_125, web: 48_126, grafana: 472, front: 101, gateway: 0 } as const;
  for (const consumer of Object.keys(uids) as (keyof typeof uids)[]) {
    await into(root).step(consumer, files);
    const path = join(root, consumer, 'token');
    assert.equal((await stat(path)).uid, uids[consumer]);
    // Another mode or owner is as wrong as another content.
    await chown(path, 5, 5);
    await chmod(path, 0o444);
    assert.equal(textOf(await into(root).step(consumer, files)), 'replaced token');
    const { uid, mode } = await stat(path);
    assert.deepEqual([uid, mode & 0o777], [uids[consumer], 0o400]);
  }
});

test('stale files of ours go, others stay', async t => {
  const root = await scratchDirectory(t);
  const stale = { directory: 'dashboards', pattern: /\.json$/ };
  await into(root).step('grafana', files);
  await writeFile(join(root, 'grafana/dashboards/old.json'), '{}');
  await writeFile(join(root, 'grafana/dashboards/note.txt'), '');
  assert.equal(textOf(await into(root, true).step('grafana', files, stale)), 'would remove dashboards/old.json');
  assert.equal(textOf(await into(root).step('grafana', files, stale)), 'removed dashboards/old.json');
  assert.deepEqual((await readdir(join(root, 'grafana/dashboards'))).sort(), ['a.json', 'note.txt']);
});

test('a dry run says what it would write, and writes nothing', async t => {
  const root = await scratchDirectory(t);
  assert.deepEqual(await into(root, true).step('web', files), {
    state: 'done',
    value: ['dashboards/a.json', 'token'],
    text: 'would write dashboards/a.json, token',
  });
  assert.deepEqual(await readdir(root), []);
});

test('a directory in place of a file is named', async t => {
  const root = await scratchDirectory(t);
  await mkdir(join(root, 'web/token/x'), { recursive: true });
  assert.deepEqual(await into(root).step('web', files), {
    state: 'failed',
    reason: `${join(root, 'web/token')} is a directory where a file should be: remove it`,
  });
});

test('what a running Grafana does not see by itself is told', async t => {
  const root = await scratchDirectory(t);
  const note = ' (a running Grafana takes it over by docker compose restart grafana)';
  const hand = async (name: string, content: string) =>
    textOf(await into(root).step('grafana', new Map([[name, content]])));
  assert.equal(await hand('influxdb-token', 'one'), 'written influxdb-token');
  assert.equal(await hand('influxdb-token', 'two'), `replaced influxdb-token${note}`);
  await hand('dashboards/a.json', '{}');
  assert.equal(await hand('dashboards/a.json', '{"a":1}'), 'replaced dashboards/a.json');
});
