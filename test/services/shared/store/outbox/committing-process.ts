import { appendFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { systemClock } from '../../../../../services/shared/lifecycle/clock.ts';
import { createLogger } from '../../../../../services/shared/logging/logger.ts';
import { success } from '../../../../../services/shared/outcome.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import { createSelfMetrics } from '../../../../../services/shared/self-metrics.ts';
import { openOutbox } from '../../../../../services/shared/store/outbox/outbox.ts';
import { intervalPoints } from './intervals.ts';

/**
 * What kill.test.ts kills: commits interval after interval, from the one given on, and says which are on disk. Its store
 * is a file that takes some of the points only, slower than they come.
 */
const [directory, stored, from] = process.argv.slice(2) as [string, string, string];

async function write(points: readonly Point[]) {
  for (let start = 0; start < points.length; start += 50) {
    const lines = points.slice(start, start + 50).map(point => JSON.stringify(point));
    // What a process that was killed left of a line must not take the next one with it.
    appendFileSync(stored, `\n${lines.join('\n')}\n`);
    await new Promise(resolve => setTimeout(resolve, 3));
  }
  return success(points.length);
}

const outbox = await openOutbox({
  directory,
  store: { write, writeEvents: async () => success(0) },
  maxSize: 1e9,
  maxAge: 86_400_000,
  clock: systemClock,
  logger: createLogger('warn'),
  selfMetrics: createSelfMetrics(),
});

const seen = new Set<string>();
for (let interval = Number(from); ; interval++) {
  const points = intervalPoints(interval);
  for (let start = 0; start < points.length; start += 30) {
    outbox.push(points.slice(start, start + 30));
    await turn();
  }
  outbox.commit();
  for (const name of await readdir(directory).catch(() => [])) {
    if (!name.endsWith('.points') || seen.has(name)) continue;
    seen.add(name);
    process.stdout.write(`${name}\n`);
  }
}
