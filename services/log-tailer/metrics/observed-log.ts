import type { LogKind, RuleMatches, SourcePosition } from '../../shared/logs/source-status.ts';
import type { Tags } from '../../shared/metric.ts';
import type { KeptLines } from './kept-lines.ts';

/** How a log is being read, as whoever reads it knows. */
export interface LogReading {
  readonly kind: LogKind;
  /** Bytes written but not read; left out where nobody can tell. */
  readonly behind?: number;
  readonly position?: SourcePosition;
  /** Why it can't be read for now. */
  readonly trouble?: string;
}

/** One log as it is now. */
export interface ObservedLog {
  readonly name: string;
  readonly tags: Tags;
  /** Of most of its first lines, or the one set; undefined before there is a line. */
  readonly format: string | undefined;
  readonly formatIsSet: boolean;
  readonly lines: number;
  /** When a line was last seen to have come, epoch ms. */
  readonly lastLine: number | undefined;
  readonly reading: LogReading | undefined;
  readonly kept: Pick<KeptLines, 'errors' | 'samples'>;
  readonly rules: readonly RuleMatches[];
}
