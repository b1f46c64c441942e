import type { Clock } from '../../../lifecycle/clock.ts';

/** A time that is over after so many milliseconds. */
export interface TimeLimit {
  /** Resolves then, unless it was ended before. */
  readonly reached: Promise<void>;
  isOver(): boolean;
  /** Nothing is to be limited any more. */
  end(): void;
}

/** Begins now. */
export function startLimit(clock: Pick<Clock, 'now' | 'at'>, milliseconds: number): TimeLimit {
  let isOver = false;
  let end = () => {};
  const reached = new Promise<void>(resolve => {
    end = clock.at(clock.now() + milliseconds, () => {
      isOver = true;
      resolve();
    });
  });
  return { reached, isOver: () => isOver, end: () => end() };
}
