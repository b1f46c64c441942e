import type { WriteOutcome } from './metric-store.ts';

/** What became of a batch. */
export interface WriteReport<Item> {
  /** Items that the store took. */
  readonly taken: number;
  /** Items that it will never take. */
  readonly dropped: number;
  /** Items that it may take later: the whole batch, or what was left of it. */
  readonly left: readonly Item[];
  /** Writes that failed, by kind. */
  readonly failures: { readonly retry: number; readonly refused: number };
  /** Why items are left. */
  readonly retryMessage?: string;
  /** Why the store refused, the last time it did. */
  readonly refusedMessage?: string;
}

/** A batch of nothing but bad items would cost two writes for each: after this many refusals, what is refused goes as a whole. */
const mostRefusals = 100;

/** Writes a batch; one that the store refuses is halved until only the bad items are left out of it. */
export async function writeIsolating<Item>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<WriteOutcome>,
): Promise<WriteReport<Item>> {
  let taken = 0;
  let dropped = 0;
  let refused = 0;
  let refusedMessage: string | undefined;
  const refusal = () => (refusedMessage === undefined ? {} : { refusedMessage });
  // From the last to the first, so that the next one is at the end.
  const pieces = items.length > 0 ? [items] : [];
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const outcome = await write(piece);
    if (outcome.ok) {
      taken += outcome.value;
      dropped += piece.length - outcome.value;
      continue;
    }
    const { kind, message } = outcome.reason;
    if (kind === 'retry') {
      const left = [piece, ...pieces.reverse()].flat();
      return { taken, dropped, left, failures: { retry: 1, refused }, retryMessage: message, ...refusal() };
    }
    refused += 1;
    refusedMessage = message;
    if (piece.length === 1 || refused >= mostRefusals) {
      dropped += piece.length;
    } else {
      const half = Math.ceil(piece.length / 2);
      pieces.push(piece.slice(half), piece.slice(0, half));
    }
  }
  return { taken, dropped, left: [], failures: { retry: 0, refused }, ...refusal() };
}
