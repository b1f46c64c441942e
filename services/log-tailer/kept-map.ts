/** Entries by a key, of which those that changed can be told. */
export interface KeptMap<Entry> {
  get(key: string): Entry | undefined;
  /** In the order in which they were kept first, or in their group. */
  all(): readonly Entry[];
  /** The same of one group, found without looking at the others. */
  inGroup(group: string): readonly Entry[];
  /** An entry that gets into another group goes behind all others. */
  keep(key: string, entry: Entry): void;
  /** The entry has another key from now on, and stays where it is in the order. */
  rename(key: string, to: string): void;
  /** Those that changed since the last call. */
  changed(): readonly Entry[];
  /** Forgets what was not kept for a day, and the longest untouched of too many. */
  tidy(now: number): void;
}

/** What a map is made of. */
export interface KeptMapOptions<Entry> {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether two entries are equal: by their JSON if left out. */
  readonly same?: (a: Entry, b: Entry) => boolean;
  /** If left out, all are of one group, called ''. */
  readonly groupOf?: (entry: Entry) => string;
}

/** What nobody has told of for so long is forgotten, milliseconds. */
const forgetAfter = 86_400_000;
/** Entries kept at most; the longest untouched go first. */
const mostEntries = 20_000;

const haveSameText = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** An empty map. */
export function createKeptMap<Entry>({
  now,
  same = haveSameText,
  groupOf = () => '',
}: KeptMapOptions<Entry>): KeptMap<Entry> {
  let entries = new Map<string, { readonly entry: Entry; readonly touched: number }>();
  /** The keys of each group, in the order of the entries. */
  const groups = new Map<string, Set<string>>();
  const changed = new Set<string>();

  const keysOf = (group: string) => {
    const keys = groups.get(group) ?? new Set();
    groups.set(group, keys);
    return keys;
  };
  const remove = (key: string) => {
    const kept = entries.get(key);
    if (!kept) return;
    entries.delete(key);
    const group = groupOf(kept.entry);
    const keys = keysOf(group);
    keys.delete(key);
    if (keys.size === 0) groups.delete(group);
  };

  return {
    get: key => entries.get(key)?.entry,
    all: () => [...entries.values()].map(({ entry }) => entry),
    inGroup: group => [...(groups.get(group) ?? [])].map(key => entries.get(key)!.entry),
    keep(key, entry) {
      const known = entries.get(key)?.entry;
      if (known === undefined || !same(known, entry)) changed.add(key);
      const group = groupOf(entry);
      if (known !== undefined && groupOf(known) !== group) remove(key);
      entries.set(key, { entry, touched: now() });
      keysOf(group).add(key);
    },
    rename(key, to) {
      const kept = entries.get(key);
      if (!kept) return;
      const renamed = (name: string) => (name === key ? to : name);
      entries = new Map([...entries].map(([name, value]) => [renamed(name), value]));
      const group = groupOf(kept.entry);
      groups.set(group, new Set([...keysOf(group)].map(renamed)));
      changed.add(to);
    },
    changed() {
      const told = [...changed].flatMap(key => entries.get(key)?.entry ?? []);
      changed.clear();
      return told;
    },
    tidy(now) {
      for (const [key, { touched }] of entries) if (now - touched > forgetAfter) remove(key);
      if (entries.size <= mostEntries) return;
      const oldest = [...entries].sort(([, a], [, b]) => a.touched - b.touched).slice(0, entries.size - mostEntries);
      for (const [key] of oldest) remove(key);
    },
  };
}
