/** How many colours the palette has: `--series-0` and on, in style/colours.css. */
const paletteSize = 12;

/** Colours of what means the same on every chart, in the order in which it is stacked. */
const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    user: '--series-0',
    nice: '--series-4',
    system: '--series-1',
    interrupt: '--series-5',
    iowait: '--bad',
    steal: '--series-3',
    used: '--series-0',
    buffers: '--series-4',
    cached: '--series-7',
    free: '--faint',
    fatal: '--worst',
    error: '--bad',
    warn: '--warn',
    info: '--series-0',
    debug: '--series-7',
    trace: '--faint',
    unknown: '--series-8',
    '5xx': '--bad',
    '4xx': '--warn',
    '3xx': '--series-4',
    '2xx': '--good',
    '1xx': '--series-7',
    receive: '--series-0',
    transmit: '--series-1',
    read: '--series-0',
    write: '--series-1',
    in: '--series-0',
    out: '--series-1',
    minor: '--series-0',
    major: '--bad',
    running: '--good',
    sleeping: '--series-0',
    idle: '--series-7',
    blocked: '--bad',
    stopped: '--warn',
    zombie: '--worst',
    'working set': '--series-0',
    'usage with page cache': '--series-7',
    limit: '--bad',
    '1 min': '--series-0',
    '5 min': '--series-4',
    '15 min': '--series-3',
    cores: '--series-7',
    median: '--series-0',
    mean: '--series-4',
    '95th percentile': '--series-1',
    slowest: '--series-5',
    largest: '--series-5',
    internal: '--series-7',
    udp: '--series-0',
    tcp: '--series-1',
    unix: '--series-2',
    'mean duration': '--series-4',
    'longest duration': '--series-0',
    lateness: '--series-1',
  }),
);

const order = new Map([...meanings.keys()].map((label, index) => [label, index]));
const collator = new Intl.Collator('en', { numeric: true });

/** Sorts what has a meaning in its order, before everything else by its name. */
export function compareLabels(a: string, b: string): number {
  const [first, second] = [order.get(a) ?? order.size, order.get(b) ?? order.size];
  return first - second || collator.compare(a, b);
}

/** A custom property of the style sheet for each label. The same labels get the same colours on every chart. */
export function coloursOf(labels: readonly string[]): string[] {
  // A line that needs no telling apart has the first colour, so that a page of such charts is calm.
  if (labels.length === 1) return [meanings.get(labels[0]!) ?? '--series-0'];
  const taken = new Set(labels.flatMap(label => meanings.get(label) ?? []));
  const chosen = new Map<string, string>();
  for (const label of [...labels].sort(collator.compare)) {
    const colour = meanings.get(label) ?? freeColour(label, taken);
    chosen.set(label, colour);
    taken.add(colour);
  }
  return labels.map(label => chosen.get(label)!);
}

/** The label's own place in the palette, or the next that is free while one is. */
function freeColour(label: string, taken: ReadonlySet<string>): string {
  const own = hash(label) % paletteSize;
  const places = Array.from({ length: paletteSize }, (_, index) => `--series-${(own + index) % paletteSize}`);
  return places.find(place => !taken.has(place)) ?? places[0]!;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return value;
}
