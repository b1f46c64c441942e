import { isDeepStrictEqual } from 'node:util';
import type { Container } from './container.ts';
import type { ContainerListener } from './engine.ts';

/** The containers that a listener was told of, so that nothing is told twice. */
export interface Inventory {
  all(): readonly Container[];
  get(id: string): Container | undefined;
  /** Tells what is new or different in `container`, if anything. */
  put(container: Container): void;
  /** Tells that a container is gone, if it was there. */
  remove(id: string): void;
  /** Makes `containers` all there are. */
  replace(containers: readonly Container[]): void;
}

/** No container told yet. */
export function createInventory(listener: ContainerListener): Inventory {
  const told = new Map<string, Container>();
  const inventory: Inventory = {
    all: () => [...told.values()],
    get: id => told.get(id),
    put(container) {
      const before = told.get(container.id);
      told.set(container.id, container);
      if (!before) listener.appeared?.(container);
      else if (!isDeepStrictEqual(before, container)) listener.changed?.(container);
    },
    remove(id) {
      const container = told.get(id);
      if (!container) return;
      told.delete(id);
      listener.gone?.(container);
    },
    replace(containers) {
      const ids = new Set(containers.map(container => container.id));
      for (const id of [...told.keys()]) if (!ids.has(id)) inventory.remove(id);
      for (const container of containers) inventory.put(container);
    },
  };
  return inventory;
}
