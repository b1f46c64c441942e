import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { configOf, startTailer } from '../tailer.ts';

const access = (status: number) =>
  `192.0.2.1 - - [20/Nov/2026:19:14:00 +0000] "GET / HTTP/1.1" ${status} 12 "-" "curl"\n`;

/** A tailer over the files of a directory, which hold these texts. */
async function start(t: TestContext, files: Record<string, string>, more: object = {}) {
  const directory = scratchUntilExit();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const clock = createFakeClock();
  const logs = { files: [join(directory, '*')], containers: false, start_at: 'beginning', ...more };
  const tailer = await startTailer(t, { clock, directory: scratchUntilExit(), logs });
  await clock.advance(5000);
  const inspect = async (name: string) => {
    const found = await tailer.service.inspector.source(join(directory, name));
    assert.ok(found.ok);
    return found.value;
  };
  return { ...tailer, directory, clock, logs, inspect };
}

test('each log is told with its format, how far it has been read, and when its last line came', async t => {
  const { service, directory, clock, inspect } = await start(t, { 'a.log': access(200).repeat(3), 'b.log': '' });
  const list = await service.inspector.sources();
  assert.ok(list.ok);
  assert.deepEqual(
    list.value.sources.map(({ name, kind, state, formats, lines, behind }) => [
      name,
      kind,
      state,
      formats,
      lines,
      behind,
    ]),
    [
      [join(directory, 'a.log'), 'file', 'reading', [{ format: 'combined', setBy: 'lines' }], 3, 0],
      [join(directory, 'b.log'), 'file', 'reading', [], 0, 0],
    ],
  );
  const size = access(200).length * 3;
  const { position, lastLine, tags } = (await inspect('a.log'))!;
  assert.deepEqual([position?.offset, position?.size, position?.others], [size, size, 0]);
  assert.ok(clock.now() - lastLine! >= 2000 && clock.now() - lastLine! <= 5000, 'read by one of the first reports');
  assert.deepEqual(tags, { file: join(directory, 'a.log') });
  assert.equal((await inspect('b.log'))?.lastLine, null);
  assert.equal(await inspect('nothing.log'), undefined);
});

test('error lines are kept and told until logs.keep_error_lines is false', async t => {
  const { inspect, service, logs } = await start(t, { 'a.log': access(200) + access(500) });
  const before = (await inspect('a.log'))!;
  assert.deepEqual(
    before.errorLines.map(({ level, text }) => [level, `${text}\n`]),
    [['error', access(500)]],
  );
  assert.equal(before.sampleLines.length, 2);
  await service.reconfigure(configOf({ ...logs, keep_error_lines: false }));
  const { keepsLines, errorLines, sampleLines } = (await inspect('a.log'))!;
  assert.deepEqual([keepsLines, errorLines, sampleLines], [false, [], []]);
});

test('of a stack trace the first line and the one that names the exception are kept, each as it is in the log', async t => {
  const trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: 1\n';
  const { inspect } = await start(t, {
    'a.log': `${access(200)}${trace}ERROR shop failed\njava.lang.Error: a\n\tat a.B.c(B.java:1)\n`,
  });
  const { errorLines, sampleLines } = (await inspect('a.log'))!;
  assert.deepEqual(
    errorLines.map(({ number, text, more }) => [number, text, ...(more ?? []).map(({ text }) => text)]),
    [
      [2, 'Traceback (most recent call last):', 'KeyError: 1'],
      [3, 'ERROR shop failed', 'java.lang.Error: a'],
    ],
  );
  assert.deepEqual(
    sampleLines.map(({ number, text }) => `${number} ${text}`),
    [`1 ${access(200).trimEnd()}`, '2 Traceback (most recent call last):', '3 ERROR shop failed'],
  );
});

test('logs.formats sets the format of a log, at once when it is changed, and no line is counted twice or lost', async t => {
  const { inspect, service, logs, directory, clock, totals } = await start(t, { 'a.log': access(500).repeat(2) });
  const formats = [{ source: '**/a.log', format: 'json' }];
  await service.reconfigure(configOf({ ...logs, formats }));
  assert.deepEqual((await inspect('a.log'))?.formats, [{ format: 'json', setBy: 'configuration' }]);
  appendFileSync(join(directory, 'a.log'), `${access(500)}{"level":"warn"}\n`);
  await clock.advance(5000);
  const file = `file:${join(directory, 'a.log')}`;
  assert.deepEqual(totals('log.entries'), {
    [`log.entries{${file},level:error}`]: 2,
    [`log.entries{${file},level:unknown}`]: 1,
    [`log.entries{${file},level:warn}`]: 1,
  });
  assert.deepEqual(totals('log.lines'), { [`log.lines{${file}}`]: 4 });
});

test('each rule that is for a log is told with how often it matched', async t => {
  const rules = [
    { match: '" 5\\d\\d ', metric: 'broken' },
    { match: 'never', metric: 'silent', source: '**/a.log' },
    { match: 'x', metric: 'elsewhere', source: '/nowhere' },
  ];
  const { inspect } = await start(t, { 'a.log': access(200) + access(500) + access(503) }, { rules });
  assert.deepEqual(
    (await inspect('a.log'))?.rules.map(({ metric, matched }) => [metric, matched]),
    [
      ['broken', 2],
      ['silent', 0],
    ],
  );
});
