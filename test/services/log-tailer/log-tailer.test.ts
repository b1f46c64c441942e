import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, linkSync, symlinkSync, truncateSync, unlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { systemClock } from '../../../services/shared/lifecycle/clock.ts';
import { quote } from '../../../services/shared/logging/quote.ts';
import { until } from '../../support/until.ts';
import { numbered } from './log-directory.ts';
import { createHost } from './tailed-host.ts';
import { configOf, startTailer } from './tailer.ts';

describe('startLogTailer', () => {
  it('counts lines and bytes of every file, from where it found them', async t => {
    const { logs, clock, start, lines, bytes } = createHost(t);
    logs.write('a.log', 'old\n');
    const tailer = await start();
    logs.append('a.log', 'new\nlines\n');
    logs.write('b.log', 'from the beginning\n');
    await clock.advance(4000);
    assert.deepEqual(
      { ...tailer.totals('log.lines'), ...tailer.totals('log.bytes') },
      { [lines('a.log')]: 2, [bytes('a.log')]: 10, [lines('b.log')]: 1, [bytes('b.log')]: 19 },
    );
    assert.deepEqual(tailer.service.parts(), [
      { name: 'host logs', state: 'ok', detail: '2 files' },
      { name: 'container logs', state: 'off', detail: 'logs.containers is false' },
      { name: 'journal', state: 'off', detail: 'logs.journal is empty' },
    ]);
  });

  it('starts at the beginning where the configuration says so', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('a.log', 'old\n');
    const tailer = await start({ start_at: 'beginning' });
    await clock.advance(1000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a.log')]: 1 });
  });

  it('says what is written within about a second', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    await clock.advance(5000);
    logs.append('a.log', 'line\n');
    await clock.advance(1250);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a.log')]: 1 });
  });

  it('goes on to the byte after a restart, with files that came meanwhile from their beginning', async t => {
    const { logs, start, lines } = createHost(t);
    logs.write('a.log', 'old\n');
    const first = await start();
    logs.append('a.log', '1\n2\n3');
    await first.stop();
    assert.deepEqual(first.totals('log.lines'), { [lines('a.log')]: 2 });
    logs.append('a.log', '3\n4\n');
    logs.write('b.log', 'new\n');
    const second = await start();
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [lines('a.log')]: 2, [lines('b.log')]: 1 });
  });

  it('reads what was rotated while it did not run', async t => {
    const { logs, start, lines } = createHost(t);
    logs.write('a.log', '');
    const first = await start();
    await first.stop();
    logs.append('a.log', numbered(0, 10));
    logs.rotate('a.log');
    logs.write('a.log', numbered(10, 20));
    const second = await start();
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [lines('a.log')]: 20 });
  });

  it('counts a gap, once, when a file that it had not done with is gone at the start, though a newer one is there', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('a.log', numbered(0, 5));
    const first = await start({ start_at: 'beginning' });
    await clock.advance(1000);
    logs.rotate('a.log');
    logs.write('a.log', numbered(5, 10));
    await clock.advance(4000);
    await first.stop();
    unlinkSync(logs.of('a.log.1'));
    logs.append('a.log', numbered(10, 20));
    const second = await start();
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [lines('a.log')]: 10 });
    assert.equal(second.selfMetrics()['tidegauge.log.gaps'], 1);
    assert.deepEqual(second.logger.lines, [
      `warn test: ${quote(logs.of('a.log'))}: a file that was rotated before it was read to its end is gone: lines written to it since are lost`,
    ]);
    const third = await start();
    await third.stop();
    assert.deepEqual([third.selfMetrics()['tidegauge.log.gaps'] ?? 0, third.logger.lines], [0, []]);
  });

  it('reads a file once that is found by two globs, a link and another name', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('real.log', '');
    symlinkSync(logs.of('real.log'), logs.of('a-link.log'));
    linkSync(logs.of('real.log'), logs.of('same.log'));
    const tailer = await start({ files: [logs.of('*.log'), logs.of('r*')] });
    logs.append('real.log', 'line\n');
    await clock.advance(4000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('real.log')]: 1 });
    assert.equal(tailer.service.parts()[0]?.detail, '1 file');
  });

  it('does not read a rotated file again under its new name, though the globs name it', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('a.log', '');
    const globs = { files: [logs.of('a.log*')], exclude: [] };
    const first = await start(globs);
    logs.append('a.log', numbered(0, 5));
    logs.rotate('a.log');
    logs.write('a.log', numbered(5, 7));
    await clock.advance(120_000);
    assert.deepEqual(first.totals('log.lines'), { [lines('a.log')]: 7 });
    await first.stop();
    const second = await start(globs);
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), {});
  });

  it('does not read a copy again that was made before a truncation, though the globs name it', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    logs.append('a.log', numbered(0, 5));
    await clock.advance(3000);
    copyFileSync(logs.of('a.log'), logs.of('a-20260101.log'));
    truncateSync(logs.of('a.log'));
    await clock.advance(5000);
    logs.append('a.log', numbered(5, 8));
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a.log')]: 8 });
  });

  it('goes on counting the values of tags when a change leaves the rules as they are', async t => {
    const { logs, clock, section, start } = createHost(t);
    const rules = [{ match: 'line (?<n>\\d+)', metric: 'numbers', tags: ['n'] }];
    logs.write('a.log', '');
    const tailer = await start({ rules });
    logs.append('a.log', numbered(0, 100));
    await clock.advance(1000);
    await tailer.service.reconfigure(configOf({ ...section, rules, max_files: 7 }));
    logs.append('a.log', numbered(100, 101));
    await clock.advance(1000);
    assert.equal(tailer.totals('numbers')[`numbers{file:${logs.of('a.log')},n:_OTHER}`], 1);
  });

  it('reads a log whole that was rotated before anyone had seen it', async t => {
    const { logs, clock, start, lines } = createHost(t);
    logs.write('old.log.1', 'there before\n');
    const tailer = await start();
    logs.write('a.log', numbered(0, 3));
    logs.rotate('a.log');
    logs.write('a.log', numbered(3, 5));
    logs.rotate('a.log');
    logs.write('a.log', numbered(5, 6));
    logs.write('copied.log', 'one\ntw');
    copyFileSync(logs.of('copied.log'), logs.of('copied.log.1'));
    truncateSync(logs.of('copied.log'));
    logs.append('copied.log', 'o\nthree\n');
    logs.write('old.log', 'new\n');
    await clock.advance(4000);
    assert.deepEqual(tailer.totals('log.lines'), {
      [lines('a.log')]: 6,
      [lines('copied.log')]: 3,
      [lines('old.log')]: 1,
    });
  });

  it('follows no more files than it may, and counts the others', async t => {
    const { logs, clock, start } = createHost(t);
    for (let n = 0; n < 5; n++) logs.write(`${n}.log`, '');
    const tailer = await start({ max_files: 3 });
    await clock.advance(10_000);
    const { 'tidegauge.log.skipped': skipped, 'tidegauge.log.sources{kind:file}': sources } = tailer.selfMetrics();
    assert.deepEqual({ skipped, sources }, { skipped: 2, sources: 3 });
    assert.deepEqual(tailer.service.parts()[0], {
      name: 'host logs',
      state: 'ok',
      detail: '3 files, 2 beyond logs.max_files',
      remedy: 'raise logs.max_files',
    });
    unlinkSync(logs.of('0.log'));
    await clock.advance(70_000);
    assert.equal(tailer.selfMetrics()['tidegauge.log.sources{kind:file}'], 3);
  });

  it('takes over changed globs and rules without losing or doubling a line', async t => {
    const { logs, clock, section, start, lines } = createHost(t);
    logs.write('a.log', '');
    logs.write('b.txt', 'was there before anyone asked for it\n');
    const tailer = await start();
    const reconfigure = (more: object) => tailer.service.reconfigure(configOf({ ...section, ...more }));
    logs.append('a.log', '1\n');
    await clock.advance(1000);
    await reconfigure({ files: [logs.of('*.txt')], rules: [{ match: 'order', metric: 'orders' }] });
    logs.append('a.log', '2\n');
    logs.append('b.txt', 'order\n');
    await clock.advance(3000);
    await reconfigure({ files: [logs.of('*.txt'), logs.of('*.log')] });
    await clock.advance(3000);
    assert.deepEqual(tailer.totals('log.lines'), { [lines('a.log')]: 2, [lines('b.txt')]: 1 });
    assert.deepEqual(tailer.totals('orders'), { [`orders{file:${logs.of('b.txt')}}`]: 1 });
    await reconfigure({ enabled: false });
    assert.deepEqual(tailer.service.parts(), [
      { name: 'host logs', state: 'off', detail: 'logs.enabled is false' },
      { name: 'container logs', state: 'off', detail: 'logs.enabled is false' },
      { name: 'journal', state: 'off', detail: 'logs.enabled is false' },
    ]);
  });

  it('tells how far behind it is', async t => {
    const { logs, clock, start } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    logs.append('a.log', 'no end yet');
    await clock.advance(500);
    assert.equal(tailer.selfMetrics()['tidegauge.log.behind'], 10);
  });

  it('reads a file again from the start that took the place of another with the same inode', async t => {
    const { logs, start, lines } = createHost(t);
    logs.write('a.log', '');
    const first = await start();
    logs.append('a.log', numbered(0, 100));
    await first.stop();
    unlinkSync(logs.of('a.log'));
    logs.write('a.log', numbered(500, 700));
    const second = await start();
    await second.stop();
    assert.deepEqual(second.totals('log.lines'), { [lines('a.log')]: 200 });
  });
});

describe('a writer that rotates while it is read', () => {
  for (const mode of ['rename', 'recreate', 'copytruncate'])
    it(`loses nothing by ${mode}`, async t => {
      const { logs, data, section, lines } = createHost(t);
      logs.write('a.log', '');
      const tailer = await startTailer(t, { clock: systemClock, directory: data, logs: section });
      const writer = fork(new URL('./rotating-writer.ts', import.meta.url), [logs.of('a.log'), mode]);
      const [written] = await once(writer, 'message');
      await until(() => tailer.totals('log.lines')[lines('a.log')] === written, 'the number of lines');
      await tailer.stop();
      assert.deepEqual(tailer.totals('log.lines'), { [lines('a.log')]: written });
    });
});
