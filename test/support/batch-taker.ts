import type { Batch, BatchTaker } from '../../services/shared/delivery/batch.ts';

/** A server that has no use for batches. */
export const noTaker: BatchTaker = { last: () => 0, take: () => new Promise(() => {}) };

/** A server that keeps what it takes: each batch once, as `client number lines`. */
export function createKeepingTaker() {
  const taken: { readonly client: string; readonly number: number; readonly lines: string }[] = [];
  const last = new Map<string, number>();
  return {
    taken,
    last: (client: string) => last.get(client) ?? 0,
    async take(client: string, { number, lines }: Batch) {
      if (number <= (last.get(client) ?? 0)) return;
      last.set(client, number);
      taken.push({ client, number, lines: lines.toString() });
    },
  };
}
