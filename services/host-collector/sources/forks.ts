import { join } from 'node:path';
import { createDeltas } from '../../shared/kernel/deltas.ts';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** Processes and threads created since the last round, from the line `processes` of `/proc/stat`. */
export function createForksSource(proc: string): Source {
  const path = join(proc, 'stat');
  const deltas = createDeltas();
  return createFileSource('forks', [path], (text, statsd) => {
    const line = /^processes (\d+)$/m.exec(text);
    if (!line) return failure(`${path}: no line "processes"`);
    const created = deltas.since('processes', Number(line[1]));
    deltas.endRound();
    if (created !== undefined) statsd.count('system.process.created', created);
    return said;
  });
}
