import assert from 'node:assert/strict';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Part } from '../../../../services/shared/part.ts';
import { healthText, startHealthFile } from '../../../../services/shared/program/health-file.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';

const part = (state: Part['state'], detail: string): Part => ({ name: 'web', state, detail });

test('each part has a line, whatever its detail holds', () => {
  assert.equal(
    healthText([part('ok', 'listens'), { name: 'store', state: 'down', detail: 'gone\ndown  web' }]),
    'ok  web  listens\ndown  store  gone down web\n',
  );
});

test('the file is there at once, written again every five seconds, and gone with its end', async t => {
  const path = join(await scratchDirectory(t), 'health');
  await writeFile(path, 'of the process before');
  const clock = createFakeClock();
  let detail = 'first';
  const stop = startHealthFile({ path, parts: () => [part('ok', detail)], clock, logger: createKeepingLogger() });
  const holds = (text: string) => async () => (await readFile(path, 'utf8').catch(() => '')) === text;
  await until(holds('ok  web  first\n'));
  detail = 'second';
  // The write before may have ended only now: the next is five seconds after it.
  await until(async () => {
    await clock.advance(5000);
    return holds('ok  web  second\n')();
  });
  await stop();
  await assert.rejects(stat(path));
  await assert.rejects(stat(`${path}.new`));
});

test('a file that cannot be written is told once, and tried again', async t => {
  const directory = join(await scratchDirectory(t), 'none');
  const path = join(directory, 'health');
  const clock = createFakeClock();
  const logger = createKeepingLogger();
  const stop = startHealthFile({ path, parts: () => [part('ok', '')], clock, logger });
  for (let round = 0; round < 5; round++) {
    await until(() => logger.lines.length > 0);
    await clock.advance(5000);
  }
  await stop();
  assert.equal(logger.lines.length, 1);
  assert.match(logger.lines[0]!, /^error test: the health file cannot be written: .*ENOENT.*--health-file$/);
  await rm(directory, { recursive: true, force: true });
});
