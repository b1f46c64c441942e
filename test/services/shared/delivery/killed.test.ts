import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listenForBatches } from '../../../support/batch-listener.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { startProcess } from '../../../support/service-process.ts';
import { until } from '../../../support/until.ts';

const script = fileURLToPath(new URL('./saying-process.ts', import.meta.url));

test('a process that is killed again and again says every number once, and in order', async t => {
  const directory = scratchUntilExit();
  const server = await listenForBatches(t);
  const random = seededRandom(1);
  for (let run = 0; run < 5; run++) {
    const before = server.lines().length;
    const wanted = before + 200 + Math.floor(random() * 3000);
    const child = startProcess(t, 'tools/run.mjs', [script, directory, String(server.port)]);
    await until(() => server.lines().length > wanted, `more than ${wanted} numbers: ${child.output()}`, 30);
    await child.stop('SIGKILL');
  }
  const numbers = server.lines().map(line => Number(line.split(':')[0]));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
  t.diagnostic(`${numbers.length} numbers`);
});
