import type { Tags } from './metric.ts';

/** Something that happened at one moment: drawn as a mark on the charts. */
export interface Event {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly title: string;
  readonly text: string;
  readonly tags: Tags;
}
