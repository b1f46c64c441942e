import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findConfig } from '../../../../services/shared/config/find.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { withoutRoot } from '../../../support/without-root.ts';

test('the command line goes before TIDEGAUGE_CONFIG, and that before the working directory', async t => {
  const directory = await scratchDirectory(t);
  for (const name of ['a.yaml', 'b.yaml', 'tidegauge.yaml']) await writeFile(join(directory, name), '');
  const env = { TIDEGAUGE_CONFIG: 'b.yaml' };
  const find = (options: { path?: string; env: NodeJS.ProcessEnv }) => findConfig({ directory, ...options });
  const one = (name: string) => ({ path: join(directory, name), candidates: [join(directory, name)], hidden: [] });
  assert.deepEqual(find({ path: 'a.yaml', env }), { ok: true, value: one('a.yaml') });
  assert.deepEqual(find({ env }), { ok: true, value: one('b.yaml') });
  const path = join(directory, 'tidegauge.yaml');
  const candidates = [path, '/etc/tidegauge/tidegauge.yaml'];
  assert.deepEqual(find({ env: {} }), { ok: true, value: { path, candidates, hidden: [] } });
  assert.deepEqual(find({ env: { TIDEGAUGE_CONFIG: '' } }), { ok: true, value: { path, candidates, hidden: [] } });
});

test('where an ordinary user may not look is told, with what to do', async t => {
  const directory = await scratchDirectory(t);
  await writeFile(join(directory, 'tidegauge.yaml'), '');
  await chmod(directory, 0o600);
  await withoutRoot(async () => {
    const found = findConfig({ env: {}, directory });
    const path = join(directory, 'tidegauge.yaml');
    const reason = `whether there is a ${path} cannot be seen, permission denied: if so, let others in by chmod o+x ${directory}`;
    assert.deepEqual(found.ok && found.value, {
      path: undefined,
      candidates: [path, '/etc/tidegauge/tidegauge.yaml'],
      hidden: [reason],
    });
  });
});

test('a file that is named must be there', async t => {
  const directory = await scratchDirectory(t);
  assert.deepEqual(findConfig({ path: 'a\n.yaml', env: {}, directory }), {
    ok: false,
    reason: '--config: there is no file "a\\n.yaml"',
  });
  assert.deepEqual(findConfig({ env: { TIDEGAUGE_CONFIG: '/none.yaml' }, directory }), {
    ok: false,
    reason: 'TIDEGAUGE_CONFIG: there is no file "/none.yaml"',
  });
});
