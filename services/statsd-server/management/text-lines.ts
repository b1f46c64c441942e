import type { Readable } from 'node:stream';
import { type Clock, within } from '../../shared/lifecycle/clock.ts';

/** Characters of a line; a longer one is not looked at. */
export const maxLineLength = 1024;
/** A word without a line feed counts as a line after so many milliseconds: statsd needs none, and some tools send none. */
const patience = 300;

/** The lines of a stream without their ends, `undefined` for one that is too long; read no faster than they are taken. */
export async function* textLines(stream: Readable, clock: Clock): AsyncGenerator<string | undefined> {
  let held = '';
  let skipping = false;
  // What is still to be said must not be cut off when the other side has no more to ask.
  const pieces: AsyncIterator<string> = stream.setEncoding('utf8').iterator({ destroyOnReturn: false });
  try {
    for (let next = nextOf(pieces); ; ) {
      const piece = await within(clock, patience, next);
      if (!piece) {
        // With a parameter it waits for its end: half a name must not be deleted.
        if (/^\s*\w+\s*$/.test(held)) {
          yield held;
          held = '';
        }
        await next;
        continue;
      }
      if (piece.done) {
        if (held) yield held;
        return;
      }
      const lines = (held + piece.value).split('\n');
      held = lines.pop()!;
      for (const line of lines) {
        if (!skipping) yield line.length > maxLineLength ? undefined : line;
        skipping = false;
      }
      if (skipping || held.length > maxLineLength) {
        if (!skipping) yield undefined;
        skipping = true;
        held = '';
      }
      next = nextOf(pieces);
    }
  } catch {
    // The connection broke.
  }
}

/** Whoever stops taking lines leaves one of these behind, and its failure is nobody's business. */
function nextOf(pieces: AsyncIterator<string>): Promise<IteratorResult<string>> {
  const next = pieces.next();
  next.catch(() => {});
  return next;
}
