import { join } from 'node:path';
import { parseFields } from '../../shared/kernel/fields.ts';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

const kibi = 1024;

/** Swap space, from `/proc/meminfo`; both states are zero on a host without any. */
export function createSwapSource(proc: string): Source {
  const path = join(proc, 'meminfo');
  return createFileSource('swap', [path], (text, statsd) => {
    const fields = parseFields(text);
    const total = fields.get('SwapTotal');
    const free = fields.get('SwapFree');
    if (total === undefined || free === undefined) return failure(`${path}: no SwapTotal and SwapFree`);
    statsd.gauge('system.paging.usage', (total - free) * kibi, { state: 'used' });
    statsd.gauge('system.paging.usage', free * kibi, { state: 'free' });
    return said;
  });
}
