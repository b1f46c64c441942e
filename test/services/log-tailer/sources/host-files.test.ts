import assert from 'node:assert/strict';
import { existsSync, renameSync, symlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogMetrics } from '../../../../services/log-tailer/metrics/log-metrics.ts';
import type { Followers } from '../../../../services/log-tailer/sources/followers.ts';
import { createHostFiles } from '../../../../services/log-tailer/sources/host-files.ts';
import { createSlots } from '../../../../services/log-tailer/sources/slots.ts';
import { failure, success } from '../../../../services/shared/outcome.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { createLimits } from '../collecting-sink.ts';
import { createLogDirectory } from '../log-directory.ts';
import { configOf } from '../tailer.ts';

/** How long a scan opens files until everything else gets its turn, milliseconds. */
const turn = 20;

/** The files of a directory that match `*.log`, followed by nobody but written down. `cost`: of opening one, milliseconds; `most`: slots. */
function createHost(t: TestContext, { cost = 0, most = 10 } = {}) {
  const files = createLogDirectory(t);
  /** Each with where it is read from. */
  const followed: string[] = [];
  const metricsOf: string[] = [];
  const logger = createKeepingLogger();
  let elapsed = 0;
  const metrics: Pick<LogMetrics, 'open'> = {
    open(name) {
      metricsOf.push(basename(name));
      return { line() {}, describe() {}, close() {} };
    },
  };
  const followers: Pick<Followers, 'follow'> = {
    follow({ path, sink, startAt }) {
      elapsed += cost;
      if (!existsSync(path)) return failure({ kind: 'missing', reason: 'it is not there' });
      if (path.endsWith('link.log')) return failure({ kind: 'followed', reason: 'it is followed already' });
      sink();
      const entry = `${basename(path)} from its ${startAt(0)}`;
      followed.push(entry);
      const release = () => void followed.splice(followed.indexOf(entry), 1);
      return success({ reading: () => ({ behind: 0 }), finish() {}, release });
    },
  };
  const logsOf = (...globs: string[]) => configOf({ files: globs.map(files.of) }).logs;
  const hostFiles = createHostFiles({
    logs: logsOf('*.log'),
    followers,
    metrics,
    slots: createSlots(most, { add() {} }),
    limits: createLimits(2000),
    startAt: () => 'end',
    startRotatedAt: () => 'end',
    logger,
    elapsed: () => elapsed,
  });
  return { files, followed, metricsOf, logger, hostFiles, logsOf };
}

describe('the log files of the host', () => {
  it('make no metrics for a link to a file that is followed, scan by scan', async t => {
    const { files, hostFiles, metricsOf } = createHost(t);
    files.write('app.log', '');
    symlinkSync(files.of('app.log'), files.of('link.log'));
    for (let scan = 0; scan < 3; scan++) assert.equal(await hostFiles.scan(), true);
    assert.deepEqual(metricsOf, ['app.log']);
  });

  it('are beyond logs.max_files no more when the configuration does not name them any more', async t => {
    const { files, hostFiles, logsOf } = createHost(t, { most: 1 });
    for (const name of ['a', 'b', 'c']) files.write(`${name}.log`, '');
    await hostFiles.scan();
    assert.equal(hostFiles.part().detail, '1 file, 2 beyond logs.max_files');
    await hostFiles.reconfigure(logsOf('b.log'));
    assert.equal(hostFiles.part().detail, '1 file');
  });

  describe('that are many and new', () => {
    it('are opened turn by turn', async t => {
      const { files, hostFiles, followed } = createHost(t, { cost: turn / 2 });
      for (const name of ['a', 'b', 'c', 'd', 'e']) files.write(`${name}.log`, '');
      const scan = hostFiles.scan();
      const counts = [followed.length];
      for (let turns = 0; turns < 3; turns++) {
        await nextTurn();
        counts.push(followed.length);
      }
      assert.deepEqual(counts, [2, 4, 5, 5]);
      assert.equal(await scan, true);
      assert.equal(hostFiles.count(), 5);
    });

    it('are known by the next scan, which waits', async t => {
      const { files, hostFiles, followed } = createHost(t, { cost: turn });
      for (const name of ['a', 'b']) files.write(`${name}.log`, '');
      const first = hostFiles.scan();
      files.write('c.log', '');
      assert.deepEqual(await Promise.all([first, hostFiles.scan()]), [true, true]);
      assert.deepEqual(followed, ['a.log from its end', 'b.log from its end', 'c.log from its end']);
    });

    it('are no new ones for having been renamed between two turns', async t => {
      const { files, hostFiles, followed, logger } = createHost(t, { cost: turn });
      for (const name of ['a', 'b', 'c']) files.write(`${name}.log`, '');
      const scan = hostFiles.scan();
      renameSync(files.of('c.log'), files.of('d.log'));
      await scan;
      files.write('e.log', '');
      await hostFiles.scan();
      assert.deepEqual(followed, [
        'a.log from its end',
        'b.log from its end',
        'd.log from its end',
        'e.log from its beginning',
      ]);
      assert.deepEqual(logger.lines, []);
    });

    it('are not opened any more once the configuration does not name them', async t => {
      const { files, hostFiles, followed, logsOf } = createHost(t, { cost: turn });
      for (const name of ['a', 'b', 'c']) files.write(`${name}.log`, '');
      const scan = hostFiles.scan();
      await hostFiles.reconfigure(logsOf('c.log'));
      assert.equal(await scan, false, 'it has not been through all');
      assert.deepEqual(followed, ['c.log from its end']);
    });
  });
});
