import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { compileRules } from '../../../../services/log-tailer/rules/compile.ts';
import { loadConfig } from '../../../../services/shared/config/load.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

/** The metrics of the rules of a configuration with these files beside it, or its errors without the directory. */
async function load(t: TestContext, config: string, files: Readonly<Record<string, string>>) {
  const directory = await scratchDirectory(t);
  const path = join(directory, 'tidegauge.yaml');
  await writeFile(path, config);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  const check = ({ logs }: { logs: { rules: Parameters<typeof compileRules>[0] } }) => {
    const rules = compileRules(logs.rules);
    return rules.ok ? [] : rules.reason;
  };
  const loaded = loadConfig({ path, env: {}, check });
  return loaded.ok
    ? loaded.value.logs.rules.map(({ metric }) => metric)
    : loaded.reason.map(line => line.replaceAll(`${directory}/`, ''));
}

const rule = (metric: string) => `- {match: x, metric: ${metric}}\n`;
const own = 'logs: {rules: [{match: x, metric: own}]}';

test('the rules of rules.d beside the file come behind its own, by the names of their files', async t => {
  const files = {
    'rules.d/b.yaml': rule('b') + rule('b2'),
    'rules.d/a.yml': rule('a'),
    'rules.d/.hidden.yaml': rule('hidden'),
    'rules.d/notes.txt': 'no rules',
    'rules.d/empty.yaml': '# - {match: x, metric: y}\n',
  };
  assert.deepEqual(await load(t, own, files), ['own', 'a', 'b', 'b2']);
});

test('none is needed, but one that is named must be there', async t => {
  assert.deepEqual(await load(t, own, {}), ['own']);
  assert.deepEqual(await load(t, 'logs: {rules_directory: more}', { 'more/a.yaml': rule('a') }), ['a']);
  const [error = ''] = await load(t, 'logs: {rules_directory: gone}', {});
  assert.match(error, /^logs\.rules_directory cannot be read: ENOENT: no such file or directory, scandir 'gone'$/);
});

test('every fault of every file is told, with file, line, rule and key', async t => {
  const files = {
    'rules.d/a.yaml': `${rule('a')}\n- match: '('\n  metric: b\n`,
    'rules.d/b.yaml': 'match: x\n',
    'rules.d/c.yaml': '- a: [\n',
  };
  assert.deepEqual(await load(t, own, files), [
    'rules.d/a.yaml:3: logs.rules[1].match is "(", must be a regular expression of JavaScript',
    'rules.d/b.yaml: must be a list of rules, each beginning with a dash: - match: …',
    'rules.d/c.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ]);
});

test('so is what only the engine of the rules refuses', async t => {
  assert.deepEqual(await load(t, own, { 'rules.d/a.yaml': `${rule('a')}- {match: 'a(?=b)', metric: c}\n` }), [
    'rules.d/a.yaml:2: logs.rules[1].match is "a(?=b)", refused: invalid or unsupported Perl syntax: `(?=`',
  ]);
});

test('a file may have its rules as the configuration has them, and nothing else', async t => {
  const below = (name: string, more = '') => `${more}logs:\n  rules:\n    ${rule(name)}    - {match: '(', metric: b}\n`;
  assert.deepEqual(await load(t, own, { 'rules.d/a.yaml': `logs:\n  rules:\n    ${rule('a')}` }), ['own', 'a']);
  assert.deepEqual(await load(t, own, { 'rules.d/a.yaml': below('a') }), [
    'rules.d/a.yaml:4: logs.rules[1].match is "(", must be a regular expression of JavaScript',
  ]);
  assert.deepEqual(await load(t, own, { 'rules.d/a.yaml': below('a', 'web: {port: 1}\n') }), [
    'rules.d/a.yaml: must be a list of rules, each beginning with a dash: - match: …',
  ]);
});

test('there are no more than 500 rules', async t => {
  const files = Object.fromEntries(['a', 'b', 'c'].map(name => [`rules.d/${name}.yaml`, rule('m').repeat(200)]));
  assert.deepEqual(await load(t, own, files), ['rules.d: there are 601 rules in all, at most 500 are allowed']);
});
