import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findConfig } from '../../../../services/shared/config/find.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

test('the command line goes before TIDEGAUGE_CONFIG, and that before the working directory', async t => {
  const directory = await scratchDirectory(t);
  for (const name of ['a.yaml', 'b.yaml', 'tidegauge.yaml']) await writeFile(join(directory, name), '');
  const env = { TIDEGAUGE_CONFIG: 'b.yaml' };
  const find = (options: { path?: string; env: NodeJS.ProcessEnv }) => findConfig({ directory, ...options });
  assert.deepEqual(find({ path: 'a.yaml', env }), { ok: true, value: join(directory, 'a.yaml') });
  assert.deepEqual(find({ env }), { ok: true, value: join(directory, 'b.yaml') });
  assert.deepEqual(find({ env: {} }), { ok: true, value: join(directory, 'tidegauge.yaml') });
  assert.deepEqual(find({ env: { TIDEGAUGE_CONFIG: '' } }), { ok: true, value: join(directory, 'tidegauge.yaml') });
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
