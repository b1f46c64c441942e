import type { TestContext } from 'node:test';
import { createFakeClock } from '../../support/fake-clock.ts';
import { scratchUntilExit } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { createLogDirectory } from './log-directory.ts';
import { startTailer } from './tailer.ts';

/** Longer than the times of files lag behind the clock: the kernel takes them from its last tick. */
const tick = 20;

/**
 * Logs and a data directory. The clock stands still, but at each start it is set a tick after the files that are there, and those
 * written from then on are a tick after it: their own times, which nobody can set, tell old from new.
 */
export function createHost(context: TestContext) {
  const logs = createLogDirectory(context);
  const data = scratchUntilExit();
  const clock = createFakeClock(Date.now());
  const section = { files: [logs.of('*.log')], containers: false };
  const start = async (more: object = {}) => {
    const real = Date.now();
    if (clock.now() < real + tick) await clock.advanceTo(real + tick);
    const tailer = await startTailer(context, { clock, directory: data, logs: { ...section, ...more } });
    await until(() => Date.now() > real + 2 * tick);
    return tailer;
  };
  const lines = (name: string) => `log.lines{file:${logs.of(name)}}`;
  const bytes = (name: string) => `log.bytes{file:${logs.of(name)}}`;
  return { logs, data, clock, section, start, lines, bytes };
}
