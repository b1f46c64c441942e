import { until } from './until.ts';

/** Answers that a test holds back, to see what happens meanwhile. */
export interface Held {
  /** What an answer waits for. */
  wait(): Promise<void>;
  /** Resolves when so many wait. */
  waiting(count: number): Promise<void>;
  /** Lets so many go, the longest waiting first; by default all. */
  release(count?: number): void;
}

/** None yet. */
export function createHeld(): Held {
  const resolvers: (() => void)[] = [];
  return {
    wait: () => new Promise(resolve => void resolvers.push(resolve)),
    waiting: count => until(() => resolvers.length === count, `${count} that wait`),
    release(count = resolvers.length) {
      for (const resolve of resolvers.splice(0, count)) resolve();
    },
  };
}
