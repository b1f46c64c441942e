import { setImmediate as turn } from 'node:timers/promises';
import type { Event } from '../../../../../services/shared/event.ts';
import { failure, success } from '../../../../../services/shared/outcome.ts';
import type { Point } from '../../../../../services/shared/point.ts';
import type { WriteOutcome } from '../../../../../services/shared/store/metric-store.ts';

/** A store of points by series and time: writing one again changes nothing, and all runs write to the same. */
export function createModelStore(random: () => number) {
  const points = new Map<string, Point>();
  const events = new Map<string, Event>();
  /** The store of one run; a process that ends while it writes has written some. */
  function ofRun(ended: () => boolean) {
    async function write<Item>(items: readonly Item[], put: (item: Item) => void): Promise<WriteOutcome> {
      for (let left = Math.floor(random() * 3); left > 0; left--) await turn();
      const fate = random();
      if (fate < 0.1) return failure({ kind: 'retry', message: 'nobody home' });
      const whole = fate < 0.8 && !ended();
      for (const item of whole ? items : items.slice(0, Math.floor(random() * items.length))) put(item);
      await turn();
      if (ended()) return new Promise(() => {});
      return whole ? success(items.length) : failure({ kind: 'retry', message: 'the answer was lost' });
    }
    const keyOf = ({ metric, tags, time }: Point) => `${metric} ${JSON.stringify(tags)} ${time}`;
    return {
      write: (items: readonly Point[]) => write(items, point => void points.set(keyOf(point), point)),
      writeEvents: (items: readonly Event[]) =>
        write(items, event => void events.set(`${event.time} ${event.title}`, event)),
    };
  }
  return { points, events, ofRun };
}
