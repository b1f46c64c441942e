import { readFileSync, renameSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../shared/lifecycle/clock.ts';
import type { Logger } from '../shared/logging/logger.ts';
import { quote } from '../shared/logging/quote.ts';
import { createSampler } from '../shared/logging/sample.ts';
import { parseJson } from '../shared/parse-json.ts';
import { type FilePosition, type Identity, identityKey } from './files/position.ts';
import { positionsFile, type StoredContainer, type StoredFile } from './positions-file.ts';

/** How far every log has been read, over restarts. */
export interface Positions {
  /** When the last run ended, or up to a minute before where it was killed, epoch ms; undefined at the first start of all. */
  readonly savedAt: number | undefined;
  /** Of any file, whatever source read it. */
  file(file: Identity): FilePosition | undefined;
  /** Files of a source that it had not done with, oldest first. */
  filesOf(source: string): readonly FilePosition[];
  keepFile(source: string, position: FilePosition, done: boolean): void;
  container(id: string): StoredContainer | undefined;
  keepContainer(state: StoredContainer): void;
  /**
   * Writes down what has changed since the last call, and every minute the time, whole or not at all; while that is under way, a further call does
   * nothing. A failure is logged, and tried again next time.
   */
  save(): Promise<void>;
  /** Waits for a save that is under way, and writes down everything, with the time. */
  close(): Promise<void>;
}

/** Where positions lie, and whom to tell. */
export interface PositionsOptions {
  /** The data directory. */
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What nobody has asked or told of for so long is forgotten, milliseconds. */
const forgetAfter = 86_400_000;
/** How often the time is written down where nothing changes, milliseconds. */
const saveAnyway = 60_000;
/** Entries kept at most, of files and of containers; the longest untouched go first. */
const mostEntries = 20_000;

/** Reads the positions that the last run left in `directory`. A damaged file is kept aside, and counts as none. */
export function loadPositions(options: PositionsOptions): Positions {
  return new PositionsFile(options);
}

type Touched<Entry> = { readonly entry: Entry; touched: number };

class PositionsFile implements Positions {
  readonly savedAt: number | undefined;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #files = new Map<string, Touched<StoredFile>>();
  readonly #containers = new Map<string, Touched<StoredContainer>>();
  readonly #warn: (message: () => string) => void;
  #changed: boolean;
  #lastSaved: number;
  #saving: Promise<void> | undefined;

  constructor({ directory, clock, logger }: PositionsOptions) {
    this.#path = join(directory, 'log-positions.json');
    this.#clock = clock;
    this.#warn = createSampler(clock, message => logger.warn(message));
    const stored = read(this.#path, clock.now(), logger);
    this.savedAt = stored?.saved;
    this.#changed = stored === undefined; // from now on, this is not the first start any more
    this.#lastSaved = clock.now();
    const touched = clock.now();
    for (const entry of stored?.files ?? []) this.#files.set(identityKey(entry), { entry, touched });
    for (const entry of stored?.containers ?? []) this.#containers.set(entry.id, { entry, touched });
  }

  file(file: Identity) {
    return this.#files.get(identityKey(file))?.entry;
  }

  filesOf(source: string) {
    return [...this.#files.values()].flatMap(({ entry }) => (entry.source === source && !entry.done ? entry : []));
  }

  keepFile(source: string, { device, inode, offset, head, tail }: FilePosition, done: boolean) {
    const identity = identityKey({ device, inode });
    const before = this.#files.get(identity)?.entry;
    if (before?.source !== source || before.offset !== offset || before.done !== done || before.tail !== tail)
      this.#changed = true;
    if (before?.source !== source) this.#files.delete(identity); // the order is the age, for each source
    const entry = { source, done, device, inode, offset, head, tail };
    this.#files.set(identity, { entry, touched: this.#clock.now() });
  }

  container(id: string) {
    return this.#containers.get(id)?.entry;
  }

  keepContainer(state: StoredContainer) {
    const before = this.#containers.get(state.id)?.entry;
    if (JSON.stringify(before) !== JSON.stringify(state)) this.#changed = true;
    this.#containers.set(state.id, { entry: state, touched: this.#clock.now() });
  }

  save() {
    if (this.#changed || this.#clock.now() - this.#lastSaved >= saveAnyway)
      this.#saving ??= this.#write(this.#text()).finally(() => {
        this.#saving = undefined;
      });
    return this.#saving ?? Promise.resolve();
  }

  async close() {
    await this.#saving;
    this.#changed = true;
    await this.save();
  }

  /** Everything as it is now: what changes while it is written belongs to the next save. */
  #text(): string {
    this.#changed = false;
    const saved = this.#clock.now();
    this.#lastSaved = saved;
    forget(this.#files, saved);
    forget(this.#containers, saved);
    const files = [...this.#files.values()].map(({ entry }) => entry);
    const containers = [...this.#containers.values()].map(({ entry }) => entry);
    return `${JSON.stringify({ version: 1, saved, files, containers })}\n`;
  }

  async #write(text: string) {
    const temporary = `${this.#path}.new`;
    try {
      await mkdir(dirname(temporary), { recursive: true });
      const handle = await open(temporary, 'w', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#path);
    } catch (error) {
      this.#changed = true;
      this.#warn(() => `positions in logs are not saved: ${(error as Error).message}`);
    }
  }
}

function forget<Entry>(entries: Map<string, Touched<Entry>>, now: number) {
  for (const [key, { touched }] of entries) if (now - touched > forgetAfter) entries.delete(key);
  if (entries.size <= mostEntries) return;
  const oldest = [...entries].sort(([, a], [, b]) => a.touched - b.touched).slice(0, entries.size - mostEntries);
  for (const [key] of oldest) entries.delete(key);
}

function read(path: string, now: number, logger: Logger) {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      logger.warn(`positions in logs can't be read, logs.start_at applies: ${(error as Error).message}`);
    return undefined;
  }
  const stored = positionsFile.safeParse(parseJson(text));
  if (stored.success) return stored.data;
  const aside = `${path}.damaged-${now}`;
  logger.warn(`positions in logs are damaged, logs.start_at applies; kept aside as ${quote(aside)}`);
  try {
    renameSync(path, aside);
  } catch (error) {
    logger.warn(`they can't be kept aside: ${(error as Error).message}`);
  }
  return undefined;
}
