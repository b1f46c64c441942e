import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { createLogDirectory } from '../log-directory.ts';
import { configOf, startTailer } from '../tailer.ts';

test('a trace in a file is one entry, over a restart in the middle of it', async t => {
  const logs = createLogDirectory(t);
  const clock = createFakeClock(Date.now());
  const options = {
    clock,
    directory: scratchUntilExit(),
    logs: { files: [logs.of('*.log')], containers: false, start_at: 'beginning' },
  };
  const file = logs.of('app.log');
  logs.write('app.log', 'Traceback (most recent call last):\n  File "/app/a.py", line 1, in a\n');
  const first = await startTailer(t, options);
  await clock.advance(2000);
  assert.deepEqual(first.totals('log.entries'), { [`log.entries{file:${file},level:error}`]: 1 });
  assert.deepEqual(first.totals('log.exceptions'), {});
  await first.stop();

  logs.append('app.log', '    b()\nValueError: x\n');
  const second = await startTailer(t, options);
  await clock.advance(2000);
  assert.deepEqual(second.totals('log.entries'), {});
  assert.deepEqual(second.totals('log.lines'), { [`log.lines{file:${file}}`]: 2 });
  const counted = `log.exceptions{exception_type:ValueError,file:${file}}`;
  assert.deepEqual(second.totals('log.exceptions'), { [counted]: 1 });

  const { logs: section } = options;
  await second.service.reconfigure(configOf({ ...section, stack_traces: false }));
  logs.append('app.log', 'java.io.IOException: x\n\tat com.acme.A.a(A.java:1)\n');
  await clock.advance(2000);
  assert.deepEqual(second.totals('log.entries'), { [`log.entries{file:${file},level:unknown}`]: 2 });
  assert.deepEqual(second.totals('log.exceptions'), { [counted]: 1 });
  await second.stop();
});
