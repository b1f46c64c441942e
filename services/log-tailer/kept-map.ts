/** Entries by a key, of which those that changed can be told. */
export interface KeptMap<Entry> {
  get(key: string): Entry | undefined;
  /** In the order in which they were kept first, or `renew`ed. */
  all(): readonly Entry[];
  keep(key: string, entry: Entry): void;
  /** The entry has another key from now on, and stays where it is in the order. */
  rename(key: string, to: string): void;
  /** The entry goes behind all others. */
  renew(key: string): void;
  /** Those that changed since the last call. */
  changed(): readonly Entry[];
  /** Forgets what was not kept for a day, and the longest untouched of too many. */
  tidy(now: number): void;
}

/** What nobody has told of for so long is forgotten, milliseconds. */
const forgetAfter = 86_400_000;
/** Entries kept at most; the longest untouched go first. */
const mostEntries = 20_000;

const haveSameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** An empty map. `now`: epoch milliseconds; `same`: whether two entries are equal, by their JSON if left out. */
export function createKeptMap<Entry>(
  now: () => number,
  same: (a: Entry, b: Entry) => boolean = haveSameText,
): KeptMap<Entry> {
  let entries = new Map<string, { readonly entry: Entry; readonly touched: number }>();
  const changed = new Set<string>();
  return {
    get: key => entries.get(key)?.entry,
    all: () => [...entries.values()].map(({ entry }) => entry),
    keep(key, entry) {
      const known = entries.get(key)?.entry;
      if (known === undefined || !same(known, entry)) changed.add(key);
      entries.set(key, { entry, touched: now() });
    },
    rename(key, to) {
      entries = new Map([...entries].map(([name, kept]) => [name === key ? to : name, kept]));
      changed.add(to);
    },
    renew(key) {
      entries.delete(key);
    },
    changed() {
      const told = [...changed].flatMap(key => entries.get(key)?.entry ?? []);
      changed.clear();
      return told;
    },
    tidy(now) {
      for (const [key, { touched }] of entries) if (now - touched > forgetAfter) entries.delete(key);
      if (entries.size <= mostEntries) return;
      const oldest = [...entries].sort(([, a], [, b]) => a.touched - b.touched).slice(0, entries.size - mostEntries);
      for (const [key] of oldest) entries.delete(key);
    },
  };
}
