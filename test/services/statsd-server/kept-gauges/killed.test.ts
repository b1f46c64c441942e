import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../../../services/shared/lifecycle/clock.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { startProcess } from '../../../support/service-process.ts';
import { until } from '../../../support/until.ts';
import { keep } from './support.ts';

const script = 'test/services/statsd-server/kept-gauges/keeping-process.ts';

test('a process that is killed at any moment leaves every gauge as it was last written, or newer', async t => {
  const path = join(await scratchDirectory(t), 'gauges.log');
  for (let kill = 0; kill < 5; kill++) {
    const writer = startProcess(t, 'tools/run.mjs', [script, path]);
    // A different part of the way through the rounds each time, compactions among them.
    await until(() => writer.output().split('\n').length > 3 + kill * 4, 'some rounds');
    await writer.stop('SIGKILL');
    const written = Number(writer.output().trimEnd().split('\n').at(-1));
    const gauges = await keep(path, { clock: systemClock }).load();
    assert.equal(gauges.length, 1000);
    for (const { metric, value } of gauges)
      assert.ok(value === written || value === written + 1, `${metric} is ${value} after ${written}`);
  }
});
