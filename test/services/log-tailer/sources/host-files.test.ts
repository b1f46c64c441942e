import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Follower, Followers } from '../../../../services/log-tailer/sources/followers.ts';
import { createHostFiles } from '../../../../services/log-tailer/sources/host-files.ts';
import type { LogMetrics } from '../../../../services/log-tailer/sources/log-metrics.ts';
import { createSlots } from '../../../../services/log-tailer/sources/slots.ts';
import { failure, success } from '../../../../services/shared/outcome.ts';
import { createKeepingLogger } from '../../../support/keeping-logger.ts';
import { createLimits } from '../collecting-sink.ts';
import { createLogDirectory } from '../log-directory.ts';
import { configOf } from '../tailer.ts';

describe('the log files of the host', () => {
  it('make no metrics for a link to a file that is followed, scan by scan', t => {
    const files = createLogDirectory(t);
    files.write('app.log', '');
    symlinkSync(files.of('app.log'), files.of('link.log'));
    const opened: string[] = [];
    const log = { line() {}, describe() {}, close() {} };
    const metrics: Pick<LogMetrics, 'open'> = {
      open(name) {
        opened.push(name.slice(files.path.length));
        return log;
      },
    };
    const follower: Follower = { reading: () => ({ behind: 0 }), finish() {}, release() {} };
    const followers: Pick<Followers, 'follow'> = {
      follow({ path, sink }) {
        if (path.endsWith('link.log')) return failure({ kind: 'followed', reason: 'it is followed already' });
        sink();
        return success(follower);
      },
    };
    const hostFiles = createHostFiles({
      logs: configOf({ files: [files.of('*.log')] }).logs,
      followers,
      metrics,
      slots: createSlots(10, { add() {} }),
      limits: createLimits(2000),
      startAt: () => 'end',
      startRotatedAt: () => 'end',
      logger: createKeepingLogger(),
    });
    for (let scan = 0; scan < 3; scan++) hostFiles.scan();
    assert.deepEqual(opened, ['/app.log']);
  });
});
