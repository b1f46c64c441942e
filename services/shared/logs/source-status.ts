import type { Level } from '../levels.ts';
import type { Tags } from '../metric.ts';

/** How a log is read: as a file of the host, by a container's file, through the engine, or from the journal. */
export type LogKind = 'file' | 'container' | 'api' | 'journal';

/** Where the reading of a log has got to. */
export interface SourcePosition {
  readonly path: string;
  readonly inode: number;
  /** Bytes of the file that have been read to the end of a line … */
  readonly offset: number;
  /** … of so many, as of the last look. */
  readonly size: number;
  /** Rotated files of the log that are still open, this one left out. */
  readonly others: number;
}

/** What a format was recognised in: all of a log, or one of a container's streams. */
export interface SourceFormat {
  /** By the names of docs/logs.md. */
  readonly format: string;
  /** `stdout` or `stderr`, of a container. */
  readonly stream?: string;
  /** Who said that: the first lines, or `logs.formats`. */
  readonly setBy: 'lines' | 'configuration';
}

/** One log, as it is now. */
export interface SourceStatus {
  /** Path of the file or name of the container: what rules' `source` matches. */
  readonly name: string;
  readonly kind: LogKind;
  /** `behind`: more than a MiB waits to be read; `unreadable`: it is tried again. */
  readonly state: 'reading' | 'behind' | 'unreadable';
  /** Why it cannot be read. */
  readonly reason?: string;
  /** What its series have in common, `host` left out. */
  readonly tags: Tags;
  /** None before there is a line. */
  readonly formats: readonly SourceFormat[];
  /** Read since the log-tailer has followed it. */
  readonly lines: number;
  /** When the last line was read, epoch ms, to about half a second; null before there is one. */
  readonly lastLine: number | null;
  /** Bytes written but not read; null where nobody can tell. */
  readonly behind: number | null;
}

/** All logs that are followed, or should be, by name. */
export interface SourceList {
  /** Value of the tag `host` of their series. */
  readonly host: string;
  readonly sources: readonly SourceStatus[];
  /** Further ones, which the list has no room for. */
  readonly more: number;
}

/** Text of a line kept in memory. */
export interface KeptText {
  /** Its beginning, up to 2 kB of it. */
  readonly text: string;
  /** Whether the line is longer. */
  readonly cut: boolean;
}

/** A line kept in memory. */
export interface KeptLine extends KeptText {
  /** Greater than that of lines kept before; one that is among `errorLines` and `sampleLines` has the same in both. */
  readonly number: number;
  /** When it was read, epoch ms, to about half a second. */
  readonly time: number;
  readonly level: Level;
  readonly stream?: string;
  /** Further lines of its entry, at most ten, that say what was wrong: of a stack trace those that name an exception. */
  readonly more?: readonly KeptText[];
}

/** How often a rule has matched lines of a log. */
export interface RuleMatches {
  /** What the rule says, on one line. */
  readonly rule: string;
  readonly metric?: string;
  /** Since the rule was taken over. */
  readonly matched: number;
}

/** One log with all that is known of it. */
export interface SourceDetail extends SourceStatus {
  readonly host: string;
  /** Of a log that is read from a file. */
  readonly position?: SourcePosition;
  /** False while `logs.keep_error_lines` is false: then no lines are kept. */
  readonly keepsLines: boolean;
  /** The last lines of severity `error` and `fatal`, oldest first. */
  readonly errorLines: readonly KeptLine[];
  /** Some of the last lines of any severity, oldest first. */
  readonly sampleLines: readonly KeptLine[];
  readonly rules: readonly RuleMatches[];
}
