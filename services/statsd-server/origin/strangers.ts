import { ownedText } from '../../shared/owned-text.ts';

/** Ids that no container is known by. */
export interface Strangers {
  /** Whether this one was first asked for so long ago (`now` in epoch ms) that no container will come for it. */
  isOne(id: string, now: number): boolean;
}

/** How long the engine has to tell of a container, in milliseconds: it does within a second, a busy one within ten. */
const patience = 60_000;

/** Ids that are remembered; with more, the oldest are asked for anew. */
const mostIds = 10_000;

/** None asked for yet. Containers of other hosts send too, and without an end to the question each of their lines would ask it. */
export function createStrangers(): Strangers {
  const firstAsked = new Map<string, number>();
  return {
    isOne(id, now) {
      const first = firstAsked.get(id);
      // A clock that was set back must not make an id wait for longer.
      if (first !== undefined && first <= now) return now - first >= patience;
      firstAsked.set(ownedText(id), now);
      const [oldest] = firstAsked.keys();
      if (firstAsked.size > mostIds && oldest !== undefined) firstAsked.delete(oldest);
      return false;
    },
  };
}
