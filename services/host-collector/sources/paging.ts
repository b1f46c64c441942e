import { join } from 'node:path';
import { createDeltas } from '../../shared/kernel/deltas.ts';
import { parseFields } from '../../shared/kernel/fields.ts';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** Pages swapped and page faults since the last round, from `/proc/vmstat`. Its `pgfault` counts major faults too. */
export function createPagingSource(proc: string): Source {
  const path = join(proc, 'vmstat');
  const deltas = createDeltas();
  return createFileSource('paging', [path], (text, statsd) => {
    const fields = parseFields(text);
    const faults = fields.get('pgfault');
    const major = fields.get('pgmajfault');
    if (faults === undefined || major === undefined) return failure(`${path}: no pgfault and pgmajfault`);
    const count = (name: string, key: string, value: number, tags: Record<string, string>) => {
      const delta = deltas.since(key, value);
      if (delta !== undefined) statsd.count(name, delta, tags);
    };
    // A kernel built without swap has no counters of it.
    count('system.paging.operations', 'in', fields.get('pswpin') ?? 0, { direction: 'in' });
    count('system.paging.operations', 'out', fields.get('pswpout') ?? 0, { direction: 'out' });
    count('system.paging.faults', 'major', major, { type: 'major' });
    count('system.paging.faults', 'minor', faults - major, { type: 'minor' });
    deltas.endRound();
    return said;
  });
}
