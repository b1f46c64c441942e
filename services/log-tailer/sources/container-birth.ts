import { closeSync, constants, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import { watchFile, watchNames } from '../files/watch-file.ts';

/** The log files of containers that come to be, held open until the engine has told of the container. */
export interface ContainerBirths {
  /** Learns where the engine keeps its containers' files, from the path of one. */
  learn(id: string, logPath: string): void;
  /** Has `onBirth` called, once, with the path of the container's file as soon as that is held. */
  await(id: string, onBirth: (logPath: string) => void): void;
  /** The path of a container's file, while that is held. */
  held(id: string): string | undefined;
  /** The name by which a held file can be opened, though it may be gone from `path`. */
  reach(path: string): string | undefined;
  /** Lets go of the file of this container, and waits for it no more. */
  forget(id: string): void;
  stop(): void;
}

/** Where the engine keeps its containers' files unless it is told otherwise. */
const usualRoot = '/var/lib/docker/containers';
/** Containers of which the files are waited for or held at a time; the files of more are found when the engine tells of them. */
const most = 256;
/** The engine tells of a container within this time, milliseconds, or something else made the directory. */
const longestHold = 30_000;
/** Names of the directories of containers, which are their ids. */
const isId = /^[0-9a-f]{64}$/;

/**
 * Watches the directory `root`, if it can be seen. The engine tells of a start when the process runs already, and removes
 * the file of a container that was run with `--rm` within milliseconds of its end: one that lives that short is only read
 * when its file is opened as it appears, which the kernel tells. Where it does not, nothing is lost but that.
 */
export function createContainerBirths(clock: Clock, root = usualRoot): ContainerBirths {
  return new Births(clock, root);
}

interface Birth {
  readonly logPath: string;
  descriptor: number | undefined;
  unwatch: () => void;
  cancel: () => void;
  onBirth: ((logPath: string) => void) | undefined;
}

class Births implements ContainerBirths {
  readonly #clock: Clock;
  readonly #births = new Map<string, Birth>();
  #root: string;
  #unwatch: (() => void) | undefined;

  constructor(clock: Clock, root: string) {
    this.#clock = clock;
    this.#root = root;
    this.#watch();
  }

  learn(id: string, logPath: string) {
    if (!logPath.endsWith(`/${id}/${id}-json.log`)) return;
    const root = dirname(dirname(logPath));
    if (root === this.#root && this.#unwatch) return;
    this.#root = root;
    this.#watch();
  }

  await(id: string, onBirth: (logPath: string) => void) {
    const birth = this.#births.get(id) ?? this.#expect(id);
    if (!birth) return;
    birth.cancel();
    birth.onBirth = onBirth;
    this.#tell(birth);
  }

  held(id: string) {
    const birth = this.#births.get(id);
    return birth?.descriptor === undefined ? undefined : birth.logPath;
  }

  reach(path: string) {
    const birth = this.#births.get(basename(dirname(path)));
    return birth?.logPath === path && birth.descriptor !== undefined ? `/proc/self/fd/${birth.descriptor}` : undefined;
  }

  forget(id: string) {
    const birth = this.#births.get(id);
    if (!birth) return;
    this.#births.delete(id);
    birth.unwatch();
    birth.cancel();
    if (birth.descriptor !== undefined) closeSync(birth.descriptor);
  }

  stop() {
    this.#unwatch?.();
    for (const id of [...this.#births.keys()]) this.forget(id);
  }

  #watch() {
    this.#unwatch?.();
    this.#unwatch = watchNames(this.#root, name => {
      if (isId.test(name) && !this.#births.has(name)) this.#expect(name);
    });
  }

  /** Holds the file as soon as it is there. Undefined when there is no such directory, or no room. */
  #expect(id: string): Birth | undefined {
    if (this.#births.size >= most) return undefined;
    const directory = join(this.#root, id);
    const logPath = join(directory, `${id}-json.log`);
    const birth: Birth = { logPath, descriptor: undefined, unwatch() {}, cancel() {}, onBirth: undefined };
    const unwatch = watchFile(directory, () => this.#hold(birth));
    if (!unwatch) return undefined;
    birth.unwatch = unwatch;
    birth.cancel = this.#clock.at(this.#clock.now() + longestHold, () => this.forget(id));
    this.#births.set(id, birth);
    this.#hold(birth); // it may have come before it was watched
    return birth;
  }

  #hold(birth: Birth) {
    if (birth.descriptor !== undefined) return;
    try {
      birth.descriptor = openSync(birth.logPath, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      return; // it is not there yet
    }
    birth.unwatch();
    this.#tell(birth);
  }

  #tell(birth: Birth) {
    const { onBirth, descriptor } = birth;
    if (!onBirth || descriptor === undefined) return;
    birth.onBirth = undefined;
    onBirth(birth.logPath);
  }
}
