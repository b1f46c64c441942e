import type { Readable } from 'node:stream';
import type { Container } from '../../shared/engine/container.ts';
import { quote } from '../../shared/logging/quote.ts';
import { createEngineLog, type EngineLog } from '../lines/engine-log.ts';
import {
  type ContainerLog,
  type ContainerLogDependencies,
  closeStreamMetrics,
  describeStreams,
  openStreamMetrics,
  type StreamMetrics,
} from './container-log.ts';

/** The engine is asked again after this, and twice as long each time it fails, milliseconds. */
const firstWait = 100;
const longestWait = 30_000;
/** How long a removed container's log may take to end, milliseconds. */
const finishTime = 5000;

/** Follows a container's log through the engine. `onEnd`: it was finished. */
export function followContainerApi(
  container: Container,
  dependencies: ContainerLogDependencies,
  onEnd: () => void,
): ContainerLog {
  const log = new EngineContainerLog(container, dependencies, onEnd);
  log.subscribe();
  return log;
}

class EngineContainerLog implements ContainerLog {
  readonly kind = 'api';
  readonly #dependencies: ContainerLogDependencies;
  readonly #id: string;
  readonly #name: string;
  readonly #streams: StreamMetrics;
  readonly #decoder: EngineLog;
  readonly #onEnd: () => void;
  /** Where to begin when nothing was read yet, epoch ms. */
  readonly #begin: number;
  #running: boolean;
  /** It died since it was asked last. */
  #died = false;
  /** Asked, or answering. */
  #open = false;
  #released = false;
  #finishing = false;
  #answer: Readable | undefined;
  #wait = firstWait;
  #failure = '';
  /** The last answer failed, and none has begun since. */
  #unreadable = false;
  #cancelRetry = () => {};
  #cancelFinish = () => {};

  constructor(container: Container, dependencies: ContainerLogDependencies, onEnd: () => void) {
    const { metrics, limits, positions } = dependencies;
    this.#dependencies = dependencies;
    this.#onEnd = onEnd;
    this.#id = container.id;
    this.#name = container.name;
    this.#running = isRunning(container);
    this.#streams = openStreamMetrics(metrics, container, dependencies.logger);
    describeStreams(this.#streams, () => ({
      kind: this.kind,
      ...(this.#unreadable ? { trouble: this.#failure } : {}),
    }));
    const stored = positions.container(container.id);
    this.#decoder = createEngineLog({
      tty: container.tty,
      sinks: this.#streams,
      limits,
      kept: stored?.open ?? {},
      last: stored?.last,
    });
    this.#begin = stored?.since ?? (stored && positions.savedAt) ?? beginOf(container, dependencies);
  }

  get unreadable() {
    return this.#unreadable;
  }

  /** Asks for what is there, and all that comes until the container stops. */
  subscribe() {
    if (this.#open || this.#released) return;
    this.#cancelRetry();
    this.#open = true;
    void this.#follow().then(failure => this.#ended(failure));
  }

  changed(container: Container) {
    this.#running = isRunning(container);
    if (this.#running) this.subscribe();
  }

  died() {
    // An open line is handed on when the answer ends, which it does when all has come.
    if (this.#open) this.#died = true;
    else this.#decoder.end();
  }

  finish() {
    this.#finishing = true;
    this.#running = false;
    if (!this.#open) {
      this.#finish();
      return;
    }
    const { clock } = this.#dependencies;
    this.#cancelFinish = clock.at(clock.now() + finishTime, () => this.#answer?.destroy());
  }

  keep() {
    const last = this.#decoder.last();
    this.#dependencies.positions.keepContainer({
      id: this.#id,
      open: this.#decoder.keep(),
      since: this.#begin,
      ...(last ? { last } : {}),
    });
  }

  release() {
    this.#released = true;
    this.#cancelRetry();
    this.#cancelFinish();
    this.#answer?.destroy();
    this.keep();
    closeStreamMetrics(this.#streams);
  }

  /** Resolves when the answer has ended: to why it failed, or to an empty text. */
  async #follow(): Promise<string> {
    const last = this.#decoder.last();
    try {
      const answer = await this.#dependencies.engine.logs(this.#id, last ? Date.parse(last.stamp) : this.#begin);
      if (this.#released) {
        answer.destroy();
        return '';
      }
      this.#answer = answer;
      this.#unreadable = false;
      this.#decoder.begin();
      for await (const chunk of answer) {
        if (this.#released) return '';
        this.#decoder.feed(chunk as Buffer);
        await this.#dependencies.gate.opened();
        this.#wait = firstWait;
      }
      return '';
    } catch (error) {
      return error instanceof Error ? error.message.trim() : String(error);
    }
  }

  #ended(failure: string) {
    if (this.#released) return;
    this.#open = false;
    this.#answer = undefined;
    if (this.#finishing) {
      this.#finish();
      return;
    }
    const { clock, logger } = this.#dependencies;
    if (failure !== '' && failure !== this.#failure)
      logger.warn(`the log of container ${quote(this.#name)} can't be read through the engine: ${quote(failure)}`);
    this.#failure = failure;
    this.#unreadable = failure !== '';
    if (this.#died || !this.#running) this.#decoder.end();
    this.#died = false;
    if (!this.#running) return;
    this.#cancelRetry = clock.at(clock.now() + this.#wait, () => this.subscribe());
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  #finish() {
    this.#decoder.end();
    this.release();
    this.#onEnd();
  }
}

/** Of a container that was never followed: what it logged before the last run ended was not wanted then. */
function beginOf({ startedAt }: Container, { startAt, positions, clock }: ContainerLogDependencies): number {
  const born = startedAt ?? clock.now();
  if (startAt(born) === 'end') return clock.now();
  return positions.savedAt !== undefined && born >= positions.savedAt ? positions.savedAt : 0;
}

function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'paused';
}
