import { greeting } from '../../shared/delivery/protocol.ts';
import type { Splitter } from './line-splitter.ts';

const expected = Buffer.from(greeting);

/** Hands a stream to one of two: to `greeted` when it begins with the greeting of those who send batches, else to `other`. */
export function createGreetedSplitter(greeted: () => Splitter, other: () => Splitter): Splitter {
  let chosen: Splitter | undefined;
  let held: Buffer = Buffer.alloc(0);
  const choose = (splitter: Splitter) => {
    chosen = splitter;
    chosen.push(held);
  };
  return {
    push(piece) {
      if (chosen) {
        chosen.push(piece);
        return;
      }
      held = held.length === 0 ? piece : Buffer.concat([held, piece]);
      const length = Math.min(held.length, expected.length);
      if (!held.subarray(0, length).equals(expected.subarray(0, length))) choose(other());
      else if (length === expected.length) choose(greeted());
    },
    end() {
      if (!chosen) choose(other());
      chosen!.end();
    },
  };
}
