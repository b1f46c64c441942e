import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

/** A file, whatever it is called by now. */
export interface ModelFile {
  bytes: Buffer;
  /** So many of them a loss of power leaves as they are. */
  synced: number;
}

/** What changes the names in a directory. */
type Naming = (names: Map<string, ModelFile>) => void;

/** How a process ends: killed, the kernel has what it wrote; at a loss of power the disk has what was synced, and perhaps more. */
export type Ending = 'kill' | 'power loss';

const noRoom = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
const noEntry = (path: string) =>
  Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: 'ENOENT' });

/**
 * A disk in memory for the processes of a model, which can be stopped at any moment: each call takes effect some turns after it
 * was made, and is answered some turns later. What was not synced survives a loss of power as file systems may leave it:
 * of names the first some changes, of bytes any part.
 */
export class ModelDisk {
  readonly #random: () => number;
  readonly #names: Map<string, ModelFile>;
  readonly #directories: Set<string>;
  /** Names as of the last sync of their directories, and what has changed since. */
  #durable: Map<string, ModelFile>;
  #unsynced: { readonly directory: string; readonly change: Naming }[] = [];
  /** Writes that have not taken effect. */
  readonly #underWay = new Set<(share: number) => void>();
  #ended = false;
  /** It takes nothing more for now. */
  isFull = false;

  constructor(random: () => number, names = new Map<string, ModelFile>(), directories = new Set<string>()) {
    this.#random = random;
    this.#names = names;
    this.#durable = new Map(names);
    this.#directories = directories;
  }

  /** Ends the process that uses this disk: nothing it calls is answered any more. Answers the disk that the next one finds. */
  end(ending: Ending): ModelDisk {
    this.#ended = true;
    for (const write of this.#underWay) write(this.#random());
    if (ending === 'kill') {
      const next = new ModelDisk(this.#random, this.#names, this.#directories);
      next.#durable = this.#durable;
      next.#unsynced = this.#unsynced;
      return next;
    }
    const names = new Map(this.#durable);
    const kept = Math.floor(this.#random() * (this.#unsynced.length + 1));
    for (const { change } of this.#unsynced.slice(0, kept)) change(names);
    for (const file of names.values()) this.#losePower(file);
    return new ModelDisk(this.#random, names, this.#directories);
  }

  #losePower(file: ModelFile): void {
    const unsynced = file.bytes.length - file.synced;
    file.bytes = Buffer.from(file.bytes.subarray(0, file.synced + Math.floor(this.#random() * (unsynced + 1))));
    // Some file systems know a file's new length before they have its bytes.
    if (this.#random() < 0.3)
      file.bytes.fill(0, file.synced + Math.floor(this.#random() * (file.bytes.length - file.synced)));
    file.synced = file.bytes.length;
  }

  async #turns(): Promise<void> {
    for (let left = Math.floor(this.#random() * 3); left > 0; left--) await turn();
    if (this.#ended) await new Promise(() => {});
  }

  /** Does it at some moment, and says so at a later one. */
  async #does<Result>(what: () => Result): Promise<Result> {
    await this.#turns();
    const result = what();
    await this.#turns();
    return result;
  }

  #rename(path: string, change: Naming): void {
    change(this.#names);
    this.#unsynced.push({ directory: dirname(path), change });
  }

  #fileAt(path: string): ModelFile {
    const file = this.#names.get(path);
    if (!file) throw noEntry(path);
    return file;
  }

  #namesIn(directory: string): string[] {
    if (!this.#directories.has(directory)) throw noEntry(directory);
    const names = [...this.#names.keys()].filter(path => dirname(path) === directory);
    return names.map(path => path.slice(directory.length + 1));
  }

  mkdir = (path: string) => this.#does(() => void this.#directories.add(path));
  readdir = (path: string) => this.#does(() => this.#namesIn(path));
  readFile = (path: string) => this.#does(() => Buffer.from(this.#fileAt(path).bytes));
  stat = (path: string) => this.#does(() => ({ size: this.#fileAt(path).bytes.length }));

  rm = (path: string) =>
    this.#does(() => {
      if (this.#names.has(path)) this.#rename(path, names => void names.delete(path));
    });

  rename = (from: string, to: string) =>
    this.#does(() => {
      const file = this.#fileAt(from);
      this.#rename(to, names => {
        names.delete(from);
        names.set(to, file);
      });
    });

  open = (path: string, flags: string) =>
    this.#does(() => {
      if (this.#directories.has(path)) return this.#directoryHandle(path);
      if (flags !== 'w') return this.#handle(this.#fileAt(path));
      if (!this.#directories.has(dirname(path))) throw noEntry(path);
      if (this.isFull) throw noRoom();
      const file = { bytes: Buffer.alloc(0), synced: 0 };
      this.#rename(path, names => void names.set(path, file));
      return this.#handle(file);
    });

  #directoryHandle(path: string) {
    const sync = () =>
      this.#does(() => {
        for (const { directory, change } of this.#unsynced) if (directory === path) change(this.#durable);
        this.#unsynced = this.#unsynced.filter(({ directory }) => directory !== path);
      });
    return { sync, close: () => this.#does(() => {}) };
  }

  #handle(file: ModelFile) {
    const sync = () =>
      this.#does(() => {
        if (this.isFull) throw noRoom();
        file.synced = file.bytes.length;
      });
    return {
      sync,
      datasync: sync,
      close: () => this.#does(() => {}),
      readFile: () => this.#does(() => Buffer.from(file.bytes)),
      appendFile: (text: string) => this.#does(() => put(file, Buffer.from(text), file.bytes.length)),
      ...this.#access(file),
    };
  }

  #access(file: ModelFile) {
    return {
      write: async (from: Buffer, start: number, length: number, position: number) => {
        // The disk may take a part only, and says how much.
        const bytesWritten = this.#random() < 0.2 ? Math.ceil(this.#random() * length) : length;
        const apply = (share: number) =>
          put(file, from.subarray(start, start + Math.floor(share * bytesWritten)), position);
        this.#underWay.add(apply);
        return this.#does(() => {
          this.#underWay.delete(apply);
          if (this.isFull) throw noRoom();
          apply(1);
          return { bytesWritten };
        });
      },
      read: (into: Buffer, start: number, length: number, position: number) =>
        this.#does(() => ({ bytesRead: file.bytes.copy(into, start, position, position + length) })),
    };
  }
}

function put(file: ModelFile, bytes: Buffer, position: number): void {
  const grown = Buffer.alloc(Math.max(file.bytes.length, position + bytes.length));
  file.bytes.copy(grown);
  bytes.copy(grown, position);
  file.bytes = grown;
  file.synced = Math.min(file.synced, position);
}
