import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../shared/config/schema.ts';
import type { Part } from '../shared/part.ts';

const name = 'host metrics';

/** The part when nothing is read at all, by configuration or for want of a Linux kernel; undefined when it can be. */
export function describeOff({ enabled, proc }: Config['host']): Part | undefined {
  if (!enabled) return { name, state: 'off', detail: 'switched off', remedy: 'set host.enabled: true' };
  const stat = join(proc, 'stat');
  if (existsSync(stat)) return undefined;
  return {
    name,
    state: 'off',
    detail: `no ${stat}, which only Linux has`,
    remedy: 'set host.proc to where the proc file system of a Linux host lies',
  };
}

/** The part when `sources` are read, of which some are `failing` for a reason each, and some leave something out. */
export function describeReading(
  { proc, sys }: Config['host'],
  sources: readonly string[],
  failing: ReadonlyMap<string, string>,
  omissions: readonly string[],
): Part {
  const reading = sources.filter(source => !failing.has(source));
  const reasons = [...failing].map(([source, reason]) => `${source} (${reason})`);
  if (reading.length === 0) return { name, state: 'down', detail: `without ${reasons.join(', ')}` };
  const without = [...reasons, ...omissions].join(', ');
  const detail = `${reading.join(', ')} from ${proc} and ${sys}`;
  return { name, state: 'ok', detail: without ? `${detail}; without ${without}` : detail };
}
