import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createSources } from '../../../../services/host-collector/sources/all.ts';
import { configSchema } from '../../../../services/shared/config/schema.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createRecordingClient } from '../../../support/recording-client.ts';
import { createHostTree, type HostTree } from '../host-tree.ts';

let tree: HostTree;
beforeEach(() => {
  tree = createHostTree();
});
afterEach(() => tree.remove());

const files = ['stat', 'loadavg', 'meminfo', 'vmstat', 'uptime'];

test('a file whose text is not what the kernel writes is a failure that says what is missing', async () => {
  for (const file of files) tree.write(`proc/${file}`, 'garbage\n');
  tree.remove('sys');
  const { host } = configSchema.parse({ host: { proc: tree.proc, sys: tree.sys } });
  const statsd = createRecordingClient();
  const reasons: Record<string, string> = {};
  for (const source of createSources(host, createFakeClock())) {
    if (source.name === 'filesystem') continue;
    const outcome = await source.collect(statsd);
    if (!outcome.ok) reasons[source.name] = outcome.reason.replaceAll(tree.proc, 'proc').replaceAll(tree.sys, 'sys');
    source.close();
  }
  assert.deepEqual(reasons, {
    cpu: 'proc/stat: no line "cpu"',
    load: 'proc/loadavg: no load averages in it',
    memory: 'proc/meminfo: no MemTotal and MemFree',
    swap: 'proc/meminfo: no SwapTotal and SwapFree',
    paging: 'proc/vmstat: no pgfault and pgmajfault',
    disk: 'sys/block: cannot be listed',
    forks: 'proc/stat: no line "processes"',
    uptime: 'proc/uptime: no number in it',
  });
});
