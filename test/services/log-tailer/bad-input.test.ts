import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { skipWithoutRoot } from '../../support/requires.ts';
import { withoutRoot } from '../../support/without-root.ts';
import { numbered } from './log-directory.ts';
import { createHost } from './tailed-host.ts';

describe('a log-tailer, given anything,', () => {
  it('leaves out what is no readable file, and says why, once', async t => {
    const { logs, clock, start } = createHost(t);
    execFileSync('mkfifo', [logs.of('pipe.log')]);
    mkdirSync(logs.of('directory.log'));
    symlinkSync(logs.of('nowhere'), logs.of('dangling.log'));
    const tailer = await start();
    await clock.advance(10_000);
    assert.deepEqual(
      tailer.logger.lines.map(line => line.replace(logs.path, '')),
      [
        'info test: "/pipe.log" is left out: it is not a regular file',
        'info test: "/dangling.log" is left out: it is not there',
      ],
    );
    assert.deepEqual(tailer.service.parts()[0], {
      name: 'host logs',
      state: 'off',
      detail: `none can be read: ${logs.of('pipe.log')}: it is not a regular file (and 1 more)`,
      remedy: 'name log files in logs.files',
    });
  });

  it("reads neither through another's link what is not his, nor what the kernel says", {
    skip: skipWithoutRoot(),
  }, async t => {
    const { logs, start } = createHost(t);
    logs.write('secret', numbered(0, 3));
    symlinkSync(logs.of('secret'), logs.of('evil.log'));
    lchownSync(logs.of('evil.log'), 65_534, 65_534);
    symlinkSync('/proc/self/maps', logs.of('maps.log'));
    const tailer = await start();
    assert.deepEqual(
      tailer.logger.lines.map(line => line.replaceAll(logs.path, '')),
      [
        'info test: "/evil.log" is left out: the link "/evil.log" is of user 65534, neither root\'s nor of the file\'s owner (user 0)',
        'info test: "/maps.log" is left out: it is a file of /proc',
      ],
    );
    assert.deepEqual(tailer.totals('log.lines'), {});
  });

  it('reads a file that it may not open when it may, from its beginning, and one that it has open to its end', async t => {
    await withoutRoot(async () => {
      const { logs, clock, start, lines } = createHost(t);
      logs.write('shared.log', '');
      const tailer = await start();
      logs.write('secret.log', numbered(0, 3));
      chmodSync(logs.of('secret.log'), 0);
      logs.append('shared.log', numbered(0, 2));
      chmodSync(logs.of('shared.log'), 0);
      await clock.advance(4000);
      assert.deepEqual(tailer.totals('log.lines'), { [lines('shared.log')]: 2 });
      assert.equal(tailer.service.parts()[0]?.detail, `1 file, without ${logs.of('secret.log')}: permission denied`);
      chmodSync(logs.of('secret.log'), 0o600);
      chmodSync(logs.of('shared.log'), 0o600);
      await clock.advance(4000);
      assert.deepEqual(tailer.totals('log.lines'), { [lines('shared.log')]: 2, [lines('secret.log')]: 3 });
      await tailer.stop();
    });
  });

  it('takes a line as it is, with carriage returns, colours and what is no UTF-8', async t => {
    const { logs, clock, start, lines, bytes } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    const text = '\x1b[31mERROR\x1b[0m one\r\nprogress 1%\rprogress 2%\r\n\xff\xfe\x80\n\r\n\n';
    writeFileSync(logs.of('a.log'), Buffer.from(text, 'latin1'), { flag: 'a' });
    await clock.advance(2000);
    assert.deepEqual(
      { ...tailer.totals('log.lines'), ...tailer.totals('log.bytes') },
      { [lines('a.log')]: 5, [bytes('a.log')]: Buffer.byteLength(text, 'latin1') },
    );
    assert.deepEqual(tailer.totals('log.entries'), {
      [`log.entries{file:${logs.of('a.log')},level:error}`]: 1,
      [`log.entries{file:${logs.of('a.log')},level:unknown}`]: 4,
    });
  });

  it('survives a line of 10 MB, garbage and NULs, and counts all of their bytes', async t => {
    const { logs, clock, start, lines, bytes } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    const garbage = Buffer.concat([Buffer.alloc(10_000_000, 'x'), Buffer.from('\n\0\0\xff\xfe\n', 'latin1')]);
    writeFileSync(logs.of('a.log'), garbage, { flag: 'a' });
    await clock.advance(2000);
    assert.deepEqual(
      { ...tailer.totals('log.lines'), ...tailer.totals('log.bytes') },
      { [lines('a.log')]: 2, [bytes('a.log')]: 10_000_006 },
    );
    const { 'tidegauge.log.truncated': truncated, 'tidegauge.log.lines': read } = tailer.selfMetrics();
    assert.deepEqual({ truncated, read }, { truncated: 1, read: 2 });
  });

  it('counts bytes that were gone before it could read them', async t => {
    const { logs, clock, start } = createHost(t);
    logs.write('a.log', '');
    const tailer = await start();
    logs.append('a.log', numbered(0, 1_000_000));
    await clock.advance(0);
    logs.write('a.log', 'new\n');
    await clock.advance(2000);
    const lost = tailer.selfMetrics()['tidegauge.log.lost{reason:truncated}'] ?? 0;
    const read = Object.values(tailer.totals('log.bytes')).reduce((sum, value) => sum + value, 0);
    assert.equal(lost + read, numbered(0, 1_000_000).length + 4);
  });
});
