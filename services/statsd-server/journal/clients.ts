import type { KnownClient } from './journal-records.ts';

/** How far the batches of each client were taken. */
export interface Clients {
  /** The number of the last batch of which the disk has everything; 0 for an unknown client. */
  last(client: string): number;
  /** Whether a batch was taken before: then resolves when the disk has it. */
  taken(client: string, number: number): Promise<void> | undefined;
  /** Whether batches of this client may be taken at `now`; for a new one the one that was silent for longest is forgotten. */
  admit(client: string, now: number): boolean;
  /** A batch was taken; `durable` resolves when the disk has it. */
  took(client: string, number: number, at: number, durable: Promise<void>): Promise<void>;
  /** All, those first that were not heard of for longest. */
  all(): readonly KnownClient[];
  count(): number;
}

interface Client {
  readonly number: number;
  readonly at: number;
  readonly durable: Promise<void>;
  /** On disk, up to this number. */
  kept: number;
}

/** Clients remembered at most. Each process that ever connected is one. */
export const mostClients = 10_000;
/** A client that was silent for so long, milliseconds, may be forgotten for a new one: not one that may be about to say something twice. */
export const silence = 600_000;

/** Knows these, in their order. */
export function createClients(known: readonly KnownClient[]): Clients {
  const clients = new Map<string, Client>();
  for (const [client, number, at] of known)
    clients.set(client, { number, at, durable: Promise.resolve(), kept: number });
  return {
    last: client => clients.get(client)?.kept ?? 0,
    taken(client, number) {
      const before = clients.get(client);
      return before && number <= before.number ? before.durable : undefined;
    },
    admit(client, now) {
      if (clients.has(client) || clients.size < mostClients) return true;
      const [oldest] = clients;
      const isSilent = oldest && now - oldest[1].at >= silence;
      // Whoever makes up ids says little by each.
      const forgotten = isSilent ? oldest : [...clients].find(([, { number }]) => number === 1);
      if (!forgotten) return false;
      clients.delete(forgotten[0]);
      return true;
    },
    took(client, number, at, written) {
      const kept = clients.get(client)?.kept ?? 0;
      const durable = written.then(() => {
        const now = clients.get(client);
        if (now) now.kept = Math.max(now.kept, number);
      });
      clients.delete(client);
      clients.set(client, { number, at, durable, kept });
      return durable;
    },
    all: () => [...clients].map(([client, { number, at }]) => [client, number, at]),
    count: () => clients.size,
  };
}
