import { join } from 'node:path';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** Seconds since boot, from `/proc/uptime`. */
export function createUptimeSource(proc: string): Source {
  const path = join(proc, 'uptime');
  return createFileSource('uptime', [path], (text, statsd) => {
    const seconds = Number.parseFloat(text);
    if (Number.isNaN(seconds)) return failure(`${path}: no number in it`);
    statsd.gauge('system.uptime', seconds);
    return said;
  });
}
