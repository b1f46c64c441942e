import type { RingReader, TakePacket } from './ring.ts';

/** Taken at a time, so that timers and other sockets have their turn: about two milliseconds' work. */
const portion = 64 * 1024;

/** After something came, the ring is looked into again so much later: to be woken by each packet costs more than all the rest. Milliseconds. */
const nap = 5;

/** Empties a ring for as long as it is not stopped. */
export interface RingDrain {
  /** To be called when the other side wakes. */
  wake(): void;
  /** Takes all that is left, at once, and ends. */
  finish(): void;
}

/** Hands on each packet of the ring soon after it came; sleeps while none come. */
export function startRingDrain(ring: RingReader, take: TakePacket): RingDrain {
  let cancel = () => {};
  let finished = false;

  const turn = () => {
    if (ring.drain(portion, take)) soon();
    else {
      const timer = setTimeout(look, nap);
      cancel = () => clearTimeout(timer);
    }
  };
  const look = () => {
    if (!ring.sleep()) turn();
  };
  const soon = () => {
    const immediate = setImmediate(turn);
    cancel = () => clearImmediate(immediate);
  };

  look();
  return {
    wake() {
      // One that crossed the falling asleep comes to someone who is awake: two who take turns would never be one again.
      cancel();
      if (!finished) turn();
    },
    finish() {
      finished = true;
      cancel();
      while (ring.drain(portion, take));
    },
  };
}
