import { setTimeout as delay } from 'node:timers/promises';

/** Nothing for this long is taken for the end of what was under way; milliseconds. */
const silence = 30;
/** A sender that does not pause is not waited for longer than this. */
const patience = 1000;

/** Resolves once `received` has stood still and nothing is `unread`: silence alone may be that of a reader who had no turn. */
export async function untilQuiet(received: () => number, unread: () => boolean): Promise<void> {
  const deadline = performance.now() + patience;
  for (let before = -1; (before !== received() || unread()) && performance.now() < deadline; ) {
    before = received();
    await delay(silence);
  }
}

/** Resolves once no connection is left, or after `patience` milliseconds: senders that stop too hand on what they hold. */
export async function untilParted(connections: () => number, patience: number): Promise<void> {
  const deadline = performance.now() + patience;
  while (connections() > 0 && performance.now() < deadline) await delay(silence);
}
