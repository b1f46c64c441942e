import { join } from 'node:path';
import { failure } from '../../shared/outcome.ts';
import { createFileSource } from './file-source.ts';
import { type Source, said } from './source.ts';

/** The load averages, from `/proc/loadavg`. */
export function createLoadSource(proc: string): Source {
  const path = join(proc, 'loadavg');
  return createFileSource('load', [path], (text, statsd) => {
    const averages = /^([\d.]+) ([\d.]+) ([\d.]+)/.exec(text);
    if (!averages) return failure(`${path}: no load averages in it`);
    for (const [index, span] of ['1m', '5m', '15m'].entries()) {
      statsd.gauge(`system.cpu.load_average.${span}`, Number(averages[index + 1]));
    }
    return said;
  });
}
