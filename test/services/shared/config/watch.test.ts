import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadConfig } from '../../../../services/shared/config/load.ts';
import { watchConfig } from '../../../../services/shared/config/watch.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

/** A file that says which port, watched; `told` is what came of it. */
async function watched(t: TestContext, file = 'tidegauge.yaml', prepare?: (directory: string) => Promise<void>) {
  const directory = await scratchDirectory(t);
  const path = join(directory, file);
  await (prepare ? prepare(directory) : writeFile(path, 'statsd: {port: 1}'));
  const current = loadConfig({ path, env: {} });
  assert.ok(current.ok);
  const clock = createFakeClock();
  const told: (number | string)[] = [];
  const valid: (string | undefined)[] = [];
  const watch = watchConfig({
    candidates: [path],
    env: {},
    clock,
    current: current.value,
    onValid: path => valid.push(path),
    onChange: config => told.push(config.statsd.port),
    onRefused: errors => told.push(...errors.map(line => line.replace(`${directory}/`, '').replace(/'.*/, ''))),
  });
  const after = async (seconds: number) => {
    await clock.advance(seconds * 1000);
    return told.splice(0);
  };
  return { directory, path, watch, valid, after };
}

test('a change is told once, when the file has stayed the same for a second', async t => {
  const { path, after } = await watched(t);
  assert.deepEqual(await after(5), []);
  await writeFile(path, 'statsd: {port: 22}');
  assert.deepEqual(await after(1), []);
  await writeFile(path, 'statsd: {port: 333}');
  assert.deepEqual(await after(1), []);
  assert.deepEqual(await after(1), [333]);
  assert.deepEqual(await after(5), []);
});

test('a file that is written again with the same meaning is no change', async t => {
  const { path, after } = await watched(t);
  await writeFile(path, 'statsd:\n  port: 1 # the first\n');
  assert.deepEqual(await after(5), []);
});

test('a change of the same size and date is seen', async t => {
  const { path, after } = await watched(t);
  await utimes(path, 1, 1);
  await after(3);
  await writeFile(path, 'statsd: {port: 2}');
  await utimes(path, 1, 1);
  assert.deepEqual(await after(3), [2]);
});

test('a file that is not there yet is waited for wherever it may be, and the first that is there counts', async t => {
  const directory = await scratchDirectory(t);
  const [own, shared] = [join(directory, 'own.yaml'), join(directory, 'shared.yaml')];
  const current = loadConfig({ path: undefined, env: {} });
  assert.ok(current.ok);
  const clock = createFakeClock();
  const told: number[] = [];
  watchConfig({
    candidates: [own, shared],
    env: {},
    clock,
    current: current.value,
    onValid() {},
    onChange: config => told.push(config.statsd.port),
    onRefused: errors => assert.fail(errors[0]),
  });
  await clock.advance(3000);
  for (const change of [
    () => writeFile(shared, 'statsd: {port: 7}'),
    () => writeFile(own, 'statsd: {port: 8}'),
    () => writeFile(shared, 'statsd: {port: 9}'),
    () => rm(own),
  ]) {
    await change();
    await clock.advance(3000);
  }
  assert.deepEqual(told, [7, 8, 9]);
});

test('a file put in its place by rename is a change', async t => {
  const { path, after } = await watched(t);
  await writeFile(`${path}.new`, 'statsd: {port: 2}');
  await rename(`${path}.new`, path);
  assert.deepEqual(await after(3), [2]);
});

test('a link that points elsewhere is a change, as Kubernetes replaces mounted files', async t => {
  const { directory, after } = await watched(t, 'current/tidegauge.yaml', async directory => {
    for (const port of [1, 2]) {
      await mkdir(join(directory, `v${port}`));
      await writeFile(join(directory, `v${port}/tidegauge.yaml`), `statsd: {port: ${port}}`);
    }
    await symlink('v1', join(directory, 'current'));
  });
  assert.deepEqual(await after(3), []);
  await symlink('v2', join(directory, 'next'));
  await rename(join(directory, 'next'), join(directory, 'current'));
  assert.deepEqual(await after(3), [2]);
});

test('a change that is not valid is refused once, and the next valid one is taken', async t => {
  const { path, after } = await watched(t);
  await writeFile(path, 'statsd: {port: x}');
  assert.deepEqual(await after(5), ['tidegauge.yaml:1: statsd.port is "x", must be a whole number from 0 to 65535']);
  await writeFile(path, 'statsd: {port: 1}');
  assert.deepEqual(await after(5), []);
  await writeFile(path, 'statsd: {port: 22}');
  assert.deepEqual(await after(5), [22]);
});

test('a file mended back to what runs is told to be valid, though it is no change', async t => {
  const { path, valid, after } = await watched(t);
  await writeFile(path, 'statsd: {port: x}');
  await after(5);
  assert.deepEqual(valid, []);
  await writeFile(path, 'statsd: {port: 1}');
  assert.deepEqual(await after(5), []);
  assert.deepEqual(valid, [path]);
});

test('a file that is gone is refused once, and taken when it comes back', async t => {
  const { path, after } = await watched(t);
  await rm(path);
  assert.deepEqual(await after(5), ['tidegauge.yaml cannot be read: ENOENT: no such file or directory, stat ']);
  await writeFile(path, 'statsd: {port: 2}');
  assert.deepEqual(await after(3), [2]);
});

test('a file that is emptied is refused; one that was empty from the start is not', async t => {
  const { path, after } = await watched(t);
  await writeFile(path, '');
  assert.deepEqual(await after(3), ['tidegauge.yaml is empty now: write {} to have all defaults']);
  await writeFile(path, '{}');
  assert.deepEqual(await after(3), [8125]);

  const other = await watched(t, 'other.yaml', directory => writeFile(join(directory, 'other.yaml'), ''));
  await writeFile(other.path, 'statsd: {port: 2}');
  assert.deepEqual(await other.after(3), [2]);
});

test('what changed between the first reading and the watching is told', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'tidegauge.yaml');
  await writeFile(path, 'statsd: {port: 2}');
  const current = loadConfig({ path: undefined, env: {} });
  assert.ok(current.ok);
  const clock = createFakeClock();
  const ports: number[] = [];
  const onChange = ({ statsd }: { statsd: { port: number } }) => ports.push(statsd.port);
  watchConfig({ candidates: [path], env: {}, clock, current: current.value, onValid() {}, onChange, onRefused() {} });
  await clock.advance(2000);
  assert.deepEqual(ports, [2]);
});

test('once stopped it tells nothing', async t => {
  const { path, watch, after } = await watched(t);
  await writeFile(path, 'statsd: {port: 2}');
  await after(1);
  watch.stop();
  assert.deepEqual(await after(5), []);
});

test('files of rules are watched as the file is, and where a refused change looks for them', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'tidegauge.yaml');
  await writeFile(path, '');
  const current = loadConfig({ path, env: {} });
  assert.ok(current.ok);
  const clock = createFakeClock();
  const told: string[] = [];
  const watch = watchConfig({
    candidates: [path],
    env: {},
    clock,
    current: current.value,
    onValid() {},
    onChange: ({ logs }) => told.push(logs.rules.map(({ metric }) => metric).join()),
    onRefused: errors => told.push(...errors.map(error => error.replace(`${directory}/`, '').replace(/\[.*/s, ''))),
  });
  const after = async (change: () => Promise<unknown>) => {
    await change();
    await clock.advance(4000);
    return told.splice(0);
  };
  const rule = (metric: string) => `- {match: x, metric: ${metric}}\n`;
  await mkdir(join(directory, 'rules.d'));
  assert.deepEqual(await after(() => writeFile(join(directory, 'rules.d/a.yaml'), rule('a'))), ['a']);
  assert.deepEqual(await after(() => writeFile(join(directory, 'rules.d/b.yaml'), rule('b'))), ['a,b']);
  assert.deepEqual(await after(() => rm(join(directory, 'rules.d/a.yaml'))), ['b']);
  await mkdir(join(directory, 'more'));
  await writeFile(join(directory, 'more/c.yaml'), rule('1'));
  assert.deepEqual(await after(() => writeFile(path, 'logs: {rules_directory: more}')), ['more/c.yaml:1: logs.rules']);
  assert.deepEqual(await after(() => writeFile(join(directory, 'more/c.yaml'), rule('c'))), ['c']);
  assert.deepEqual(await after(() => rm(join(directory, 'more'), { recursive: true })), [
    "logs.rules_directory cannot be read: ENOENT: no such file or directory, scandir 'more'",
  ]);
  watch.stop();
});
