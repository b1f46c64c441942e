import type { FileMode, SourcePlan } from '../plan.ts';

/** What the process of the file writers is told. */
export type ToWriters =
  | { readonly type: 'begin'; readonly directory: string; readonly sources: readonly SourcePlan<FileMode>[] }
  /** Everything that the source had written when it asked is stored. */
  | { readonly type: 'stored'; readonly source: string };

/** What it tells; `written`: lines of that source so far; when it asks and when it is done, whole ones. */
export type FromWriters =
  | { readonly type: 'progress'; readonly source: string; readonly written: number; readonly done: boolean }
  | { readonly type: 'rotated'; readonly source: string; readonly written: number }
  /** It waits until that is stored. */
  | { readonly type: 'ask'; readonly source: string; readonly written: number };
