import type { Readable } from 'node:stream';
import type { Outcome } from '../outcome.ts';
import type { Container, ContainerEvent } from './container.ts';

/**
 * The few things asked of the Docker engine: reads only. Rejects when the engine cannot be reached, and at once when
 * `signal` aborts.
 */
export interface Engine {
  /** Its version, or why it cannot be asked and what would change that; does not reject. */
  check(signal?: AbortSignal): Promise<Outcome<string, { readonly detail: string; readonly remedy: string }>>;
  /** All containers, running or not. */
  list(signal?: AbortSignal): Promise<Container[]>;
  /** Undefined when there is no such container (any more). */
  inspect(id: string, signal?: AbortSignal): Promise<Container | undefined>;
  /** Events of containers as they come, from `since` (epoch ms) on; resolves when the engine ends the stream or `signal` aborts. */
  events(since: number, onEvent: (event: ContainerEvent) => void, signal: AbortSignal): Promise<void>;
  /**
   * What a container writes to its log, from `since` (epoch ms) on, as the engine frames it (raw with a TTY), each record
   * after its time (RFC 3339, nanoseconds) and a space; followed until it stops.
   */
  logs(id: string, since: number): Promise<Readable>;
}

/**
 * What a watcher tells. Every container is told as appeared before anything else of it; of one that was gone before it
 * could be inspected, only the events are told.
 */
export interface ContainerListener {
  appeared?(container: Container): void;
  /** It started, stopped, was renamed … */
  changed?(container: Container): void;
  /** It was removed. */
  gone?(container: Container): void;
  /** Every event, in order, after the call that it caused above. */
  event?(event: ContainerEvent): void;
}

/** Follows which containers there are, through restarts of the engine. */
export interface ContainerWatcher {
  /** Those there are now. */
  containers(): readonly Container[];
  /** Resolves when the engine was asked once: from then on {@link status} has something to say. */
  readonly settled: Promise<void>;
  /** `ok` and the engine's version, `off` when no engine ever answered, `down` when one did and no longer does. */
  status(): { readonly state: 'ok' | 'off' | 'down'; readonly detail: string; readonly remedy?: string };
  stop(): Promise<void>;
}
