import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Look } from './tail.ts';

/** What is looked at in turn: a {@link import('./tail.ts').Tail}. */
export interface Looker {
  /** One bounded step at `now` (epoch ms). */
  look(now: number): Look;
  /** Has `onHint` called when there may be something new, until what it returns is called; undefined where nobody would tell. */
  watch?(onHint: () => void): (() => void) | undefined;
}

/** What a poller tells of one looker. */
export interface LookListener {
  /** There was nothing new. */
  idle?(): void;
  /** It ended, or what {@link Poller.finish} asked for is done: it is looked at no more. */
  ended(): void;
}

/** Looks at many logs in turn, so that a busy one never holds up the others. */
export interface Poller {
  add(looker: Looker, listener: LookListener): void;
  /** Looks at it no more. */
  remove(looker: Looker): void;
  /** Looks at it until there is nothing new, and no longer. */
  finish(looker: Looker): void;
  /** Takes no more turns by itself, and reads what there is, until `deadline` (epoch ms) at the latest. */
  stop(deadline: number): Promise<void>;
}

/** How long a log is left alone, milliseconds: new ones and those that say much are looked at often … */
const shortestWait = 1;
/** … as the next rotation may be near; then ever less often … */
const waitGrowth = 1.25;
/** … down to this. */
const longestWait = 250;
/** A log with nothing new for so long, milliseconds, is watched: the kernel tells when it is written to … */
const quietTime = 5000;
/** … and it is looked at so often only, milliseconds, for hints that are missed: file systems over the network give none … */
const watchedWait = 2000;
/** … and after half a minute, milliseconds, … */
const longQuietTime = 30_000;
/** … so often: a thousand quiet logs are not to cost a hundredth of a core. */
const longQuietWait = 5000;
/** Longer waits end on multiples of this, so that a thousand quiet files don't make a thousand turns. */
const sharedTurn = 10;
/** The same for logs that are watched. */
const sharedWatchedTurn = 100;
/** So many chunks are read in one turn; then everything else in the process gets its turn … */
const chunksPerTurn = 16;
/** … and also when so much time has gone by, milliseconds, since what a chunk costs is up to its lines and the rules. */
const longestTurn = 20;

interface Entry {
  readonly looker: Looker;
  readonly listener: LookListener;
  due: number;
  wait: number;
  finishing: boolean;
  /** When there was something new, epoch ms. */
  active: number;
  /** Ends the watching; undefined while it is not watched. */
  unwatch: (() => void) | undefined;
}

/** How long everything is left alone while nothing may be read, milliseconds. */
const closedWait = 100;

/** A poller that takes its turns by `clock`, and looks at nothing while `mayRead` says no. `elapsed`: milliseconds since any time, never set back. */
export function createPoller(
  clock: Clock,
  mayRead: () => boolean = () => true,
  elapsed: () => number = () => performance.now(),
): Poller {
  return new TurnPoller(clock, mayRead, elapsed);
}

class TurnPoller implements Poller {
  readonly #clock: Clock;
  readonly #mayRead: () => boolean;
  readonly #elapsed: () => number;
  readonly #entries: Entry[] = [];
  /** Where the next turn begins. */
  #cursor = 0;
  #cancel = () => {};
  #nextTurn = Number.POSITIVE_INFINITY;
  #lastTurn = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(clock: Clock, mayRead: () => boolean, elapsed: () => number) {
    this.#clock = clock;
    this.#mayRead = mayRead;
    this.#elapsed = elapsed;
  }

  add(looker: Looker, listener: LookListener) {
    const now = this.#clock.now();
    this.#entries.push({
      looker,
      listener,
      due: now,
      wait: shortestWait,
      finishing: false,
      active: now,
      unwatch: undefined,
    });
    this.#schedule(now);
  }

  remove(looker: Looker) {
    const index = this.#entries.findIndex(entry => entry.looker === looker);
    if (index < 0) return;
    const [entry] = this.#entries.splice(index, 1);
    entry?.unwatch?.();
  }

  finish(looker: Looker) {
    const entry = this.#entries.find(candidate => candidate.looker === looker);
    if (!entry) return;
    entry.finishing = true;
    entry.due = this.#clock.now();
    this.#schedule(entry.due);
  }

  async stop(deadline: number) {
    this.#stopped = true;
    this.#cancel();
    for (const entry of this.#entries) {
      entry.due = 0;
      unwatch(entry);
    }
    while (this.#turn() && this.#clock.now() < deadline) await nextTurn();
  }

  #schedule(time: number) {
    if (this.#stopped || time >= this.#nextTurn) return;
    this.#cancel();
    this.#nextTurn = time;
    this.#cancel = this.#clock.at(time, () => {
      this.#nextTurn = Number.POSITIVE_INFINITY;
      this.#turn();
      this.#schedule(this.#entries.reduce((first, { due }) => Math.min(first, due), Number.POSITIVE_INFINITY));
    });
  }

  /** Looks at all that are due, each once at most. Whether there was more to read than one turn may take. */
  #turn(): boolean {
    const now = this.#clock.now();
    if (now < this.#lastTurn) this.#setBack(now);
    this.#lastTurn = now;
    if (!this.#mayRead()) {
      for (const entry of this.#entries) entry.due = Math.max(entry.due, now + closedWait);
      return false;
    }
    const order = [...this.#entries.slice(this.#cursor), ...this.#entries.slice(0, this.#cursor)];
    const end = this.#elapsed() + longestTurn;
    let looks = 0;
    let chunks = 0;
    let more = false;
    for (const entry of order) {
      if (entry.due > now) continue;
      if (chunks === chunksPerTurn || (looks > 0 && this.#elapsed() >= end)) {
        this.#cursor = this.#entries.indexOf(entry);
        return true;
      }
      const look = entry.looker.look(now);
      looks += 1;
      if (look !== 'idle' && look !== 'waiting') chunks += 1;
      more ||= look === 'more' || look === 'waiting';
      this.#settle(entry, look, now);
    }
    return more;
  }

  /** The clock was set back: nothing waits until it is again as late as it was. */
  #setBack(now: number) {
    for (const entry of this.#entries) {
      entry.due = now;
      entry.active = now;
    }
  }

  #settle(entry: Entry, look: Look, now: number) {
    if (look === 'idle') entry.listener.idle?.();
    if (look === 'ended' || (look === 'idle' && entry.finishing)) {
      this.remove(entry.looker);
      entry.listener.ended();
      return;
    }
    if (look !== 'idle') {
      entry.active = now;
      unwatch(entry);
    }
    if (this.#rest(entry, now)) return;
    const hurried = look === 'much' || look === 'more' || look === 'waiting';
    entry.wait = hurried ? shortestWait : Math.min(entry.wait * waitGrowth, longestWait);
    entry.due = look === 'more' || entry.finishing ? now : after(now, entry.wait);
  }

  /** Whether it is watched, and need not be looked at often. */
  #rest(entry: Entry, now: number): boolean {
    if (this.#stopped || entry.finishing || now - entry.active < quietTime) return false;
    if (entry.unwatch) {
      const wait = now - entry.active < longQuietTime ? watchedWait : longQuietWait;
      entry.due = after(now, wait, sharedWatchedTurn);
      return true;
    }
    entry.unwatch = entry.looker.watch?.(() => this.#hint(entry));
    if (!entry.unwatch) {
      entry.active = now; // tried again after a while
      return false;
    }
    entry.due = now; // something may have come before it was watched
    return true;
  }

  /** One hint is enough: from then on it is looked at until it is quiet again. */
  #hint(entry: Entry) {
    unwatch(entry);
    entry.active = this.#clock.now();
    entry.wait = shortestWait;
    entry.due = entry.active;
    this.#schedule(entry.due);
  }
}

function unwatch(entry: Entry) {
  entry.unwatch?.();
  entry.unwatch = undefined;
}

function after(now: number, wait: number, turn = sharedTurn): number {
  return wait < turn ? now + wait : Math.ceil((now + wait) / turn) * turn;
}
