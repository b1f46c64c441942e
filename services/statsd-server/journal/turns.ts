/** Lets in one after the other, in their order, and only while it is open. */
export interface Turns {
  /** Resolves when it is the caller's turn, which must then call `done`. */
  mine(): Promise<void>;
  /** The next one's turn is after `hold` has resolved, if there is something to wait for. */
  done(hold?: Promise<void>): void;
  /** It may have opened. */
  look(): void;
}

/** Nobody waits. */
export function createTurns(isOpen: () => boolean): Turns {
  const waiting: (() => void)[] = [];
  let taken = false;
  const look = () => {
    if (taken || waiting.length === 0 || !isOpen()) return;
    taken = true;
    waiting.shift()!();
  };
  const free = () => {
    taken = false;
    look();
  };
  return {
    mine: () =>
      new Promise(resolve => {
        waiting.push(resolve);
        look();
      }),
    done(hold) {
      if (hold) void hold.then(free);
      else free();
    },
    look,
  };
}
