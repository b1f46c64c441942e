import type { JournalEntry } from '../journal/entry.ts';

/** What tells whose an entry of a container is. */
export type ContainerEntry = Pick<JournalEntry, 'containerId' | 'command'>;

/** What is known of the engine that is asked for its containers' logs. */
export interface AskedEngine {
  /** Logs of containers are read, now or as soon as it answers. */
  readonly wanted: boolean;
  /** It has answered, in this run or an earlier one. */
  readonly reached: boolean;
  /** Whether it has told of this container. */
  knows(id: string): boolean;
}

/** Podman has no daemon: each of its containers has one of these, which logs. */
const podmanMonitor = 'conmon';

/**
 * Whether the engine is asked for what this entry's container logs: then the journal's copy would count twice. An engine
 * that was reached once is asked for the rest when it is back. Podman's containers are another engine's, unless it is
 * Podman that is asked.
 */
export function isAskedFor({ containerId, command }: ContainerEntry, engine: AskedEngine): boolean {
  if (!engine.wanted || !engine.reached) return false;
  return command !== podmanMonitor || engine.knows(containerId);
}
