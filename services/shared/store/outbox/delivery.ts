import type { Clock } from '../../lifecycle/clock.ts';
import { createRetry } from '../../lifecycle/retry.ts';
import type { Courier } from './courier.ts';

/** Keeps couriers going, one at a time, those first in the list before the others; after a failure it waits. */
export interface Delivery {
  /** There may be something to bring. */
  wake(): void;
  /** Tries at once, even if it is waiting, and with short waits again. */
  hurry(): void;
  /** Brings nothing more; what is under way may still end. */
  stop(): Promise<void>;
}

/** What the delivery works with. */
export interface DeliveryOptions {
  readonly couriers: readonly Courier[];
  readonly clock: Clock;
  /** Nothing can be brought now. */
  readonly onIdle: () => void;
}

/** Stands still until it is woken. */
export function createDelivery({ couriers, clock, onIdle }: DeliveryOptions): Delivery {
  let working = false;
  let woken = false;
  let ended = false;
  const retry = createRetry(clock, () => void work());

  /** Of the first courier that has something to bring. */
  async function step() {
    for (const courier of couriers) {
      const result = await courier.step();
      if (result !== 'idle') return result;
    }
    return 'idle';
  }

  async function work(): Promise<void> {
    woken = true;
    if (working || retry.waiting() || ended) return;
    working = true;
    while (woken && !ended) {
      woken = false;
      const result = await step();
      if (result === 'retry' && !ended) {
        retry.later();
        break;
      }
      if (result === 'done') {
        retry.succeeded();
        woken = true;
      } else {
        onIdle();
      }
    }
    working = false;
    if (ended) await closeAll();
  }

  async function closeAll(): Promise<void> {
    for (const courier of couriers) await courier.close();
  }

  return {
    wake: () => void work(),
    hurry() {
      retry.cancel();
      retry.succeeded();
      void work();
    },
    async stop() {
      ended = true;
      retry.cancel();
      if (!working) await closeAll();
    },
  };
}
