import { setTimeout as sleep } from 'node:timers/promises';

/** Tries `check` every 50 ms until it no longer throws, 200 times at most; then throws what it threw. */
export async function eventually(check: () => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      check();
      return;
    } catch (error) {
      if (tries === 200) throw error;
    }
    await sleep(50);
  }
}
