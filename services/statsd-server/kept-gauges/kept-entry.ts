import type { Tags } from '../../shared/metric.ts';

/** A gauge in memory, and what the log says of it. */
export interface KeptEntry {
  /** What the log calls it, as long as the process runs. */
  readonly id: number;
  readonly metric: string;
  /** Those of the series, where it was seen: they need not be held twice. */
  tags: Tags;
  value: number;
  /** When that was set, epoch milliseconds. */
  time: number;
  /** As the log has them. */
  savedValue: number;
  savedTime: number;
  /** Which of the files written so far says last what `id` stands for, counted from 1. */
  definedIn: number;
  /** Whether it is among those to be written. */
  waiting: boolean;
  forgotten: boolean;
}
