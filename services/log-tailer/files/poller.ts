import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../shared/lifecycle/clock.ts';
import type { Look } from './tail.ts';

/** What is looked at in turn: a {@link import('./tail.ts').Tail}. */
export interface Looker {
  /** One bounded step at `now` (epoch ms). */
  look(now: number): Look;
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
/** Longer waits end on multiples of this, so that a thousand quiet files don't make a thousand turns. */
const sharedTurn = 10;
/** So many chunks are read in one turn; then everything else in the process gets its turn. */
const chunksPerTurn = 16;

interface Entry {
  readonly looker: Looker;
  readonly listener: LookListener;
  due: number;
  wait: number;
  finishing: boolean;
}

/** A poller that takes its turns by `clock`. */
export function createPoller(clock: Clock): Poller {
  return new TurnPoller(clock);
}

class TurnPoller implements Poller {
  readonly #clock: Clock;
  readonly #entries: Entry[] = [];
  /** Where the next turn begins. */
  #cursor = 0;
  #cancel = () => {};
  #nextTurn = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(looker: Looker, listener: LookListener) {
    const now = this.#clock.now();
    this.#entries.push({ looker, listener, due: now, wait: shortestWait, finishing: false });
    this.#schedule(now);
  }

  remove(looker: Looker) {
    const index = this.#entries.findIndex(entry => entry.looker === looker);
    if (index >= 0) this.#entries.splice(index, 1);
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
    for (const entry of this.#entries) entry.due = 0;
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
    const order = [...this.#entries.slice(this.#cursor), ...this.#entries.slice(0, this.#cursor)];
    let chunks = 0;
    let more = false;
    for (const entry of order) {
      if (entry.due > now) continue;
      if (chunks === chunksPerTurn) {
        this.#cursor = this.#entries.indexOf(entry);
        return true;
      }
      const look = entry.looker.look(now);
      if (look !== 'idle') chunks += 1;
      more ||= look === 'more';
      this.#settle(entry, look, now);
    }
    return more;
  }

  #settle(entry: Entry, look: Look, now: number) {
    if (look === 'idle') entry.listener.idle?.();
    if (look === 'ended' || (look === 'idle' && entry.finishing)) {
      this.remove(entry.looker);
      entry.listener.ended();
      return;
    }
    const hurried = look === 'much' || look === 'more';
    entry.wait = hurried ? shortestWait : Math.min(entry.wait * waitGrowth, longestWait);
    entry.due = look === 'more' || entry.finishing ? now : after(now, entry.wait);
  }
}

function after(now: number, wait: number): number {
  return wait < sharedTurn ? now + wait : Math.ceil((now + wait) / sharedTurn) * sharedTurn;
}
