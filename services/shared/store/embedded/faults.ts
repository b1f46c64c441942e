import { messageOf } from '../../outcome.ts';

/** What went wrong in DuckDB, told by its message: its bindings give no codes. */

/** The file, or what replays into it, is not what DuckDB wrote. */
export function isDamage(error: unknown): boolean {
  return /not a valid DuckDB database file|Corrupt (?:database|WAL) file|Could not read enough bytes|replaying WAL/.test(
    messageOf(error),
  );
}

/** Only the write-ahead log is damaged. */
export function isLogDamage(error: unknown): boolean {
  return /Corrupt WAL file|replaying WAL/.test(messageOf(error));
}

/** The process that has the file open, from the message about its lock. */
export function lockHolder(error: unknown): string | undefined {
  return /Conflicting lock is held in (.+? \(PID \d+\))/.exec(messageOf(error))?.[1];
}

/** The file is locked by another process. */
export function isLocked(error: unknown): boolean {
  return /Could not set lock/.test(messageOf(error));
}

/** After such an error DuckDB answers nothing more until the file is opened again: a checkpoint met a full disk, for one. */
export function isFatal(error: unknown): boolean {
  return /^FATAL Error|database has been invalidated/.test(messageOf(error));
}
