import { type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type DirectoryNames, startingWith } from './directory-names.ts';
import { type Identity, identityKey, identityOf } from './position.ts';

/** A file beside a log whose name says that it came of it. */
export interface Generation {
  readonly path: string;
  readonly stats: Stats;
  /** By gzip, as its name says. */
  readonly compressed: boolean;
  /** How rotation names its files, where the name says which is newer; files of one scheme can be put in order. */
  readonly scheme: string | undefined;
  /** Of two files of one scheme the newer has the greater, compared number by number. */
  readonly order: readonly number[];
}

/** Files looked at, of one log. */
const mostSiblings = 1000;
/** A number or date that was put behind a name; a short number without a mark before it is a part of the name: `app1.log` and `app12.log` are two. */
const numbered = /^(?:[-._]\d|\d{6})/;
/** A number of so many digits counts generations; a longer one is a date. */
const digitsOfCount = 3;

/** The files that rotation has put beside `path`: numbered (`app.log.1`, `app.1.log`), dated (`app.log-20261120`, `app-2026-11-20.log`), by other names, each as it was or compressed. */
export function generationsOf(path: string, namesIn: DirectoryNames): readonly Generation[] {
  const directory = dirname(path);
  const own = ownName(basename(path));
  const found: Generation[] = [];
  try {
    for (const name of startingWith(namesIn(directory), own.stem)) {
      if (found.length === mostSiblings) break;
      const parsed = parseName(own, name);
      if (!parsed) continue;
      const sibling = join(directory, name);
      const stats = statSync(sibling, { throwIfNoEntry: false });
      if (stats?.isFile()) found.push({ ...parsed, path: sibling, stats });
    }
  } catch {
    // A directory that can't be listed hides them: as if there were none.
  }
  return withoutDoubles(inTheirDirection(found));
}

/** Whether a file called `name` may have come of a log called `own`. */
export function isGenerationName(own: string, name: string): boolean {
  return parseName(ownName(own), name) !== undefined;
}

/** The names that a log may have of which a file called `name` came, and others. */
export function possibleOwners(name: string): ReadonlySet<string> {
  const extension = extname(name.endsWith('.gz') ? name.slice(0, -3) : name);
  const beginnings = Array.from({ length: name.length }, (_, index) => name.slice(0, index + 1));
  return new Set([...beginnings, ...beginnings.map(beginning => beginning + extension)]);
}

/** Those of the same scheme that are newer than `generation`, oldest first. */
export function newerThan(generation: Generation, all: readonly Generation[]): readonly Generation[] {
  return oldestFirst(
    all.filter(({ scheme, order }) => scheme === generation.scheme && compare(order, generation.order) > 0),
  );
}

/** In the order in which they were written; those of several schemes by their last write. */
export function oldestFirst(generations: readonly Generation[]): readonly Generation[] {
  const mixed = new Set(generations.map(({ scheme }) => scheme)).size > 1;
  return generations.toSorted((a, b) => (mixed ? a.stats.mtimeMs - b.stats.mtimeMs : compare(a.order, b.order)));
}

/** That which is this very file. */
export function findIdentity(all: readonly Generation[], { device, inode }: Identity): Generation | undefined {
  return all.find(({ stats }) => stats.dev === device && stats.ino === inode);
}

/** Two listings with the same are of one moment: nothing was renamed between them. */
export function listingKey(all: readonly Generation[]): string {
  return all.map(({ path, stats }) => `${path} ${identityKey(identityOf(stats))}`).join('\n');
}

type Parsed = Pick<Generation, 'compressed' | 'scheme' | 'order'>;

/** The name of a log: `whole` is `stem` and `extension`. */
interface OwnName {
  readonly whole: string;
  readonly stem: string;
  readonly extension: string;
}

function ownName(whole: string): OwnName {
  const extension = extname(whole);
  return { whole, stem: basename(whole, extension), extension };
}

function parseName({ whole, stem, extension }: OwnName, name: string): Parsed | undefined {
  if (name === whole) return undefined;
  const compressed = name.endsWith('.gz');
  const plain = compressed ? name.slice(0, -3) : name;
  if (plain.startsWith(whole)) return { compressed, ...schemeOf('after', plain.slice(whole.length)) };
  if (extension === '' || !plain.startsWith(stem) || !plain.endsWith(extension)) return undefined;
  const between = plain.slice(stem.length, plain.length - extension.length);
  return numbered.test(between) ? { compressed, ...schemeOf('between', between) } : undefined;
}

/** A lone number counts from the newest back, other numbers are dates (and what counts within one), any other text says nothing. */
function schemeOf(place: 'after' | 'between', text: string): Pick<Generation, 'scheme' | 'order'> {
  if (!numbered.test(text) || !/^[-._:T\dZ+]+$/.test(text)) return { scheme: undefined, order: [] };
  const digits = text.match(/\d+/g) ?? [];
  const counts = digits.length === 1 && digits[0]!.length <= digitsOfCount;
  return { scheme: `${place} ${counts ? 'count' : 'date'}`, order: counts ? [-Number(digits[0])] : digits.map(Number) };
}

/** Some count up instead of down (log4j2's `fileIndex="max"`): the times of the last writes tell. */
function inTheirDirection(all: readonly Generation[]): readonly Generation[] {
  return ['after count', 'between count'].reduce(directed, all);
}

/** Of compressed ones the time is that of compressing: it tells nothing. */
function directed(all: readonly Generation[], counting: string): readonly Generation[] {
  const counted = oldestFirst(all.filter(({ scheme, compressed }) => scheme === counting && !compressed));
  const [first, last] = [counted[0], counted.at(-1)];
  if (!first || !last || first.stats.mtimeMs <= last.stats.mtimeMs) return all;
  return all.map(generation =>
    generation.scheme === counting ? { ...generation, order: generation.order.map(number => -number) } : generation,
  );
}

/** While a file is compressed there are both: what is whole is what it was made of. */
function withoutDoubles(all: readonly Generation[]): readonly Generation[] {
  const plain = new Set(all.flatMap(({ compressed, path }) => (compressed ? [] : path)));
  return all.filter(({ compressed, path }) => !compressed || !plain.has(path.slice(0, -3)));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
