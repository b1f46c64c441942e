/** The outcome of something that may well fail: a value, not an exception. */
export type Outcome<Value, Reason = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

/** A success that carries `value`. */
export function success<Value>(value: Value): Outcome<Value, never> {
  return { ok: true, value };
}

/** A failure for `reason`. */
export function failure<Reason>(reason: Reason): Outcome<never, Reason> {
  return { ok: false, reason };
}

/** The text of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The reason of a failure that is an exception, and so a mistake in the code: where it came from, on one line. */
export function unexpected(error: unknown): string {
  return `unexpected: ${error instanceof Error ? error.stack : error}`.replaceAll(/\s+/g, ' ');
}
