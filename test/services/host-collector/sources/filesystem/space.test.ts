import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpaceReader } from '../../../../../services/host-collector/sources/filesystem/space.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createStatfs, stats } from './statfs.ts';

test('what the file system answers', async () => {
  const { statfs } = createStatfs({ '/data': stats });
  const reader = createSpaceReader(createFakeClock(), 1000, statfs);
  assert.deepEqual(await reader.read('/data'), { ok: true, value: stats });
  assert.deepEqual(await reader.read('/none'), { ok: false, reason: 'ENOENT' });
});

test('one that hangs is given up on, and nothing more is asked until it answers', async () => {
  const clock = createFakeClock();
  const { statfs, asked, answer } = createStatfs({ '/data': stats, '/hangs': 'hangs' });
  const reader = createSpaceReader(clock, 1000, statfs);
  const read = reader.read('/hangs');
  await clock.advance(1000);
  assert.deepEqual(await read, { ok: false, reason: 'does not answer' });
  assert.deepEqual(await reader.read('/hangs'), { ok: false, reason: 'does not answer' });
  assert.deepEqual(await reader.read('/data'), { ok: false, reason: 'not asked while /hangs does not answer' });
  assert.deepEqual(asked, ['/hangs']);
  answer();
  assert.deepEqual(await reader.read('/data'), { ok: true, value: stats });
});

test('the real statfs(2)', async () => {
  const answer = await createSpaceReader(createFakeClock(), 1000).read('/');
  assert.ok(answer.ok && answer.value.blocks > 0);
});
