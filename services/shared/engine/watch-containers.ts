import type { Clock } from '../lifecycle/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { quote } from '../logging/quote.ts';
import { messageOf } from '../outcome.ts';
import type { ContainerEvent } from './container.ts';
import type { ContainerListener, ContainerWatcher, Engine } from './engine.ts';
import { createInventory, type Inventory } from './inventory.ts';
import { createRecentEvents } from './recent-events.ts';

/** What is watched, and who is told. */
export interface WatchOptions {
  readonly engine: Engine;
  readonly listener: ContainerListener;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Status = ReturnType<ContainerWatcher['status']>;

/** How long to wait before an engine is asked again, in milliseconds: `absent` when none ever answered. */
const waits = { absent: 5000, first: 250, longest: 5000 };
/** A connection that held for so long was a good one: the next wait is the first one again. */
const goodConnection = 10_000;
/** Events are asked for again from this long before the last one told: their times are not quite in order. */
const overlap = 1000;
/** Events that may wait for the inspection of their containers; with more, the rest is asked of the engine again. */
const mostWaiting = 1000;

/**
 * Follows the containers of an engine, from now on and through its restarts: first those there are, then what happens to
 * them. After every gap the containers are listed again, and the events since the last one told asked for again.
 */
export function watchContainers(options: WatchOptions): ContainerWatcher {
  return new Watcher(options);
}

class Watcher implements ContainerWatcher {
  readonly settled: Promise<void>;
  readonly #options: WatchOptions;
  readonly #inventory: Inventory;
  readonly #recent = createRecentEvents();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #status: Status = { state: 'off', detail: 'the Docker engine has not answered yet' };
  /** From when on (epoch ms) events are asked for next; undefined before the first list. */
  #since: number | undefined;
  #wake = () => {};
  #settle = () => {};

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#inventory = createInventory(options.listener);
    this.settled = new Promise(resolve => {
      this.#settle = resolve;
    });
    this.#running = this.#run();
  }

  containers() {
    return this.#inventory.all();
  }

  status() {
    return this.#status;
  }

  async stop() {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    let wait = waits.first;
    while (!this.#stopping.signal.aborted) {
      const began = clock.now();
      const lost = await this.#connect();
      this.#settle();
      if (this.#stopping.signal.aborted) return;
      this.#become({ ...lost, state: this.#since === undefined ? 'off' : 'down' });
      if (clock.now() - began >= goodConnection) wait = waits.first;
      await this.#pause(this.#status.state === 'off' ? waits.absent : wait);
      wait = Math.min(wait * 2, waits.longest);
    }
  }

  /** Follows the engine for as long as it answers. Resolves to why it does not, or no longer does. */
  async #connect(): Promise<Omit<Status, 'state'>> {
    const { engine, clock } = this.#options;
    const { signal } = this.#stopping;
    try {
      const checked = await engine.check(signal);
      if (!checked.ok) return checked.reason;
      const before = clock.now();
      const containers = await engine.list(signal);
      if (!signal.aborted) {
        this.#inventory.replace(containers);
        this.#since ??= before;
        this.#become({ state: 'ok', detail: `version ${checked.value}` });
        this.#settle();
        await this.#listen(this.#since);
      }
      return { detail: 'the Docker engine ended its stream of events' };
    } catch (error) {
      return { detail: `the Docker engine: ${quote(messageOf(error))}` };
    }
  }

  /** Handles events one after the other, each once its container was inspected, until the stream ends or one fails. */
  async #listen(since: number): Promise<void> {
    const failing = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, failing.signal]);
    let waiting = 0;
    let handled = Promise.resolve();
    const handle = async (event: ContainerEvent) => {
      if (signal.aborted) return;
      try {
        await this.#handle(event);
      } catch (error) {
        failing.abort(error);
      }
      waiting -= 1;
    };
    const onEvent = (event: ContainerEvent) => {
      waiting += 1;
      if (waiting > mostWaiting) failing.abort(new Error(`more than ${mostWaiting} events at once`));
      else handled = handled.then(() => handle(event));
    };
    await this.#options.engine.events(since, onEvent, signal);
    await handled;
    failing.signal.throwIfAborted();
  }

  async #handle(event: ContainerEvent): Promise<void> {
    if (this.#recent.has(event)) return;
    const { signal } = this.#stopping;
    const before = this.#inventory.get(event.id);
    const container = event.action === 'destroy' ? undefined : await this.#options.engine.inspect(event.id, signal);
    if (signal.aborted) return;
    if (container) this.#inventory.put(container);
    else this.#inventory.remove(event.id);
    this.#recent.add(event);
    this.#since = Math.max(this.#since ?? 0, event.time - overlap);
    this.#options.listener.event?.({ ...event, tags: (container ?? before ?? event).tags });
  }

  #become(status: Status): void {
    const { logger } = this.#options;
    const before = this.#status;
    this.#status = status;
    if (status.state === 'ok') logger.info(`the Docker engine answers, ${status.detail}`);
    else if (status.state !== before.state || status.detail !== before.detail) {
      const message = [status.detail, status.remedy].filter(Boolean).join('; ');
      if (status.state === 'off') logger.info(message);
      else logger.warn(message);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    const { clock } = this.#options;
    return new Promise(resolve => {
      const cancel = clock.at(clock.now() + milliseconds, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
