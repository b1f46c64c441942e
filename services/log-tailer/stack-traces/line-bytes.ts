import { ascii } from '../formats/bytes.ts';

/** Deeper indentation is none that a stack trace has. */
const deepest = 200;

/** Where something else than spaces and tabs follows. */
export function skipIndent(buffer: Buffer, start: number, end: number): number {
  const stop = Math.min(end, start + deepest);
  let at = start;
  while (at < stop && (buffer[at] === ascii.space || buffer[at] === ascii.tab)) at++;
  return at;
}

/** Whether a line begins with a space or a tab. */
export function isIndented(buffer: Buffer, start: number, end: number): boolean {
  return start < end && (buffer[start] === ascii.space || buffer[start] === ascii.tab);
}
