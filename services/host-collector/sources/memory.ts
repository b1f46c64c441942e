import { join } from 'node:path';
import { parseFields } from '../../shared/kernel/fields.ts';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

const kibi = 1024;

/**
 * Memory by what it is used for, from `/proc/meminfo`, proc_meminfo(5). Cached includes the slabs that the kernel
 * would give back, as free(1) has it; used is what remains, so that the states add up to the limit.
 */
export function createMemorySource(proc: string): Source {
  const path = join(proc, 'meminfo');
  return createFileSource('memory', [path], (text, statsd) => {
    const fields = parseFields(text);
    const limit = fields.get('MemTotal');
    const free = fields.get('MemFree');
    if (limit === undefined || free === undefined) return failure(`${path}: no MemTotal and MemFree`);
    const buffers = fields.get('Buffers') ?? 0;
    // The fields are not read at one moment, and containers' views of them (lxcfs) do not always add up.
    const cached = Math.min((fields.get('Cached') ?? 0) + (fields.get('SReclaimable') ?? 0), limit - free - buffers);
    const states = { used: limit - free - buffers - cached, free, buffers, cached };
    for (const [state, amount] of Object.entries(states)) {
      statsd.gauge('system.memory.usage', amount * kibi, { state });
    }
    statsd.gauge('system.memory.limit', limit * kibi);
    const available = fields.get('MemAvailable');
    if (available !== undefined) statsd.gauge('system.memory.linux.available', available * kibi);
    return said;
  });
}
