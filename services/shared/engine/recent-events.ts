import type { ContainerEvent } from './container.ts';

/** The engine keeps 256 events for who asks again; twice as many are remembered here. */
const most = 512;

/** The last events that were told, to know them when the engine repeats them. */
export interface RecentEvents {
  has(event: ContainerEvent): boolean;
  add(event: ContainerEvent): void;
}

/** Nothing told yet. */
export function createRecentEvents(): RecentEvents {
  const keys = new Set<string>();
  const keyOf = ({ time, action, id }: ContainerEvent) => `${time} ${action} ${id}`;
  return {
    has: event => keys.has(keyOf(event)),
    add(event) {
      keys.add(keyOf(event));
      if (keys.size <= most) return;
      const [oldest] = keys;
      if (oldest !== undefined) keys.delete(oldest);
    },
  };
}
