import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { lockDirectory, lockName } from '../../../../services/shared/files/directory-lock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { scratchDirectory } from '../../../support/scratch.ts';

async function lock(t: TestContext, directory: string) {
  const logger = createKeepingLogger();
  const outcome = await lockDirectory(directory, 'collector', logger);
  if (outcome.ok) t.after(outcome.value);
  return { outcome, lines: logger.lines };
}

test('a directory is one process’s until that releases it', async t => {
  const directory = join(await scratchDirectory(t), 'made', 'as needed');
  const first = await lock(t, directory);
  assert.ok(first.outcome.ok);
  const second = await lock(t, directory);
  assert.deepEqual(second.outcome, {
    ok: false,
    reason: `${directory} is in use by another collector: stop that one, or set data to another directory`,
  });
  await first.outcome.value();
  assert.ok((await lock(t, directory)).outcome.ok);
  assert.deepEqual(first.lines, []);
});

test('what a process that was killed had is free', async t => {
  const directory = await scratchDirectory(t);
  const path = join(directory, lockName('collector'));
  spawnSync(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  assert.ok(existsSync(path));
  const { outcome, lines } = await lock(t, directory);
  assert.ok(outcome.ok);
  assert.deepEqual(lines, []);
});

test('where there can be no lock, the log says so, and it goes on', async t => {
  const scratch = await scratchDirectory(t);
  const [long, taken, file] = [join(scratch, 'd'.repeat(100)), join(scratch, 'taken'), join(scratch, 'file')];
  await mkdir(join(taken, lockName('collector')), { recursive: true });
  await writeFile(file, '');
  for (const directory of [long, taken, file]) {
    const { outcome, lines } = await lock(t, directory);
    assert.ok(outcome.ok);
    assert.equal(lines.length, 1);
    assert.ok(lines[0]?.startsWith(`warn test: whether another process uses ${directory} cannot be told: `), lines[0]);
  }
});
