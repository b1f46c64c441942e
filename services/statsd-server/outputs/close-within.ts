import type { Clock } from '../../shared/lifecycle/clock.ts';

/** Milliseconds that an output may take to hand on what it holds when it is closed. */
export const closeWithin = 2000;

/** Resolves with `done`, or after so many milliseconds. */
export async function settled(done: Promise<void>, clock: Clock, milliseconds: number): Promise<void> {
  let cancel = () => {};
  const late = new Promise<void>(resolve => {
    cancel = clock.at(clock.now() + milliseconds, resolve);
  });
  await Promise.race([done, late]);
  cancel();
}
