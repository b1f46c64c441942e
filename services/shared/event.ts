import type { Tags } from './metric.ts';

/** Something that happened at one moment: drawn as a mark on the charts. */
export interface Event {
  /** Epoch milliseconds. */
  readonly time: number;
  /** One line. */
  readonly title: string;
  /** May have several lines, or be empty. */
  readonly text: string;
  /** The tag `level` says how the mark looks: {@link levelsByLook}. */
  readonly tags: Tags;
}

/** Values of the tag `level`, of which DogStatsD's `info` and `unknown` look like an event without one. */
export const levelsByLook = {
  bad: ['error', 'critical'],
  warn: ['warning'],
  good: ['success', 'ok'],
} as const;
