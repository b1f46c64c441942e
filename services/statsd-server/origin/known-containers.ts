import type { Container } from '../../shared/engine/container.ts';
import type { ContainerListener } from '../../shared/engine/engine.ts';
import type { Tags } from '../../shared/metric.ts';
import { shortLength } from './container-id.ts';

/** The containers of an engine, by what clients say of them. */
export interface KnownContainers {
  /** What tells which there are. */
  readonly listener: ContainerListener;
  /** Of the container whose id begins with `id`, twelve hexadecimal digits or more. */
  tagsOf(id: string): Tags | undefined;
}

/** Removed containers that are still known. */
const mostRemoved = 1000;

/**
 * None known yet. One that was removed is known until a thousand others were: what it sent at its very end may be read
 * after the engine told of its removal.
 */
export function createKnownContainers(): KnownContainers {
  const known = new Map<string, Pick<Container, 'id' | 'tags'>>();
  const removed = new Set<string>();
  const keyOf = (id: string) => id.slice(0, shortLength);
  const put = ({ id, tags }: Container) => {
    known.set(keyOf(id), { id, tags });
    removed.delete(keyOf(id));
  };
  return {
    listener: {
      appeared: put,
      changed: put,
      gone({ id }) {
        removed.add(keyOf(id));
        const [oldest] = removed;
        if (removed.size <= mostRemoved || oldest === undefined) return;
        removed.delete(oldest);
        known.delete(oldest);
      },
    },
    tagsOf(id) {
      const container = known.get(keyOf(id));
      return container?.id.startsWith(id) ? container.tags : undefined;
    },
  };
}
