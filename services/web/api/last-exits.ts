import { z } from 'zod';
import type { Tags } from '../../shared/metric.ts';
import type { MetricStore } from '../../shared/store/metric-store.ts';

/** How long ago an end may be; milliseconds. */
const farthest = 24 * 3_600_000;
/** Ends and stops that are looked through, the newest: a container that ends all the time has some thousand a day. */
const mostEvents = 1000;

/** How a container ended last. */
export const lastExit = z.strictObject({
  code: z.int(),
  time: z.number().describe('Epoch seconds.'),
  failed: z.boolean().describe('True but for 0, 143 (SIGTERM), and 137 (SIGKILL) where it was stopped.'),
});

type LastExit = z.output<typeof lastExit>;

/** Asks how the containers ended, of those that did within the last day before `now`, epoch ms; null of any other. */
export async function lastExits(store: MetricStore, now: number): Promise<(container: Tags) => LastExit | null> {
  const where = [{ tag: 'action', values: ['die', 'stop'] }];
  // What happened in this very millisecond is in the range too.
  const events = await store.events({ from: now - farthest, to: now + 1 }, where, mostEvents);
  const exits = new Map<string, LastExit>();
  for (const { time, tags } of events) {
    const exit = exits.get(key(tags));
    if (tags.action === 'die') {
      const code = Number(tags.exit_code ?? Number.NaN);
      if (Number.isInteger(code)) exits.set(key(tags), { code, time: time / 1000, failed: code !== 0 && code !== 143 });
    } else if (exit?.code === 137) {
      // Docker tells of a stop once the container has ended.
      exits.set(key(tags), { ...exit, failed: false });
    }
  }
  return container => exits.get(key(container)) ?? null;
}

const key = ({ host, container }: Tags) => JSON.stringify([host, container]);
