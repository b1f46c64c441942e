import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { startProcess } from './service-process.ts';
import { until } from './until.ts';

const script = 'test/support/leaving-process.ts';

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`what is ended by ${signal} leaves neither a directory nor a process`, { timeout: 20_000 }, async t => {
    const leaving = startProcess(t, 'tools/run.mjs', [script]);
    await until(() => leaving.output().includes('\n'), 'its directory');
    const directory = leaving.output().trimEnd();
    assert.equal(existsSync(directory), true);
    // It has ended when nobody holds its output any more: neither does the process that it started.
    assert.equal(await leaving.stop(signal), signal);
    await until(() => !existsSync(directory), 'the directory being gone');
  });
