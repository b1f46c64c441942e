import type { Chunk } from '../lines/line-sink.ts';
import { exceptionInText, longestHead } from './exception-name.ts';
import { goKindInText } from './go-kind.ts';
import { longestType, type TraceState } from './state.ts';

/** Lines of a message that may stand between the head of a trace and its frames. */
const mostBetween = 10;

/** The line in which the type of the exception stands, should the next one be a frame. */
export interface LastLine {
  /** Takes the bytes of an ordinary line, unless they may belong to the message of a head before. */
  set(buffer: Buffer, start: number, end: number): void;
  /** Takes those of a line that looks like a head: of further ones without a severity it is the one that counts. */
  setHead(buffer: Buffer, start: number, end: number): void;
  clear(): void;
  /** See {@link LineSink.within}. */
  within(chunk: Chunk | undefined): void;
  /** The type of exception that it names. */
  type(): string | undefined;
  /** What a restart must know of it; undefined when that is nothing. */
  keep(): TraceState['head'];
}

/** Remembers the beginning of one line, in memory of its own, since a line's bytes are there during its call only. */
export function createLastLine(kept: TraceState['head']): LastLine {
  const own = Buffer.alloc(longestHead);
  let bytes: Buffer = own;
  let from = 0;
  let length = 0;
  /** The bytes that stay as they are for now: a line in them need not be copied yet. */
  let lasting: Buffer | undefined;
  let between = kept?.between ?? 0;
  let found = kept?.type;
  let isRead = true;
  let isEmpty = kept === undefined;

  const take = (buffer: Buffer, start: number, end: number) => {
    length = Math.min(end - start, longestHead);
    isRead = isEmpty = false;
    bytes = buffer;
    from = start;
    if (buffer !== lasting) copy();
  };
  const copy = () => {
    copyBytes(own, bytes, from, length);
    bytes = own;
    from = 0;
  };
  const type = () => {
    if (!isRead) {
      const text = bytes.toString('utf8', from, from + length);
      found = (goKindInText(text) ?? exceptionInText(text))?.slice(0, longestType);
      isRead = true;
    }
    return found;
  };
  return {
    set(buffer, start, end) {
      if (between > 0) between -= 1;
      else take(buffer, start, end);
    },
    setHead(buffer, start, end) {
      take(buffer, start, end);
      between = mostBetween;
    },
    clear() {
      // Of nearly every line.
      if (isEmpty) return;
      isEmpty = true;
      between = length = 0;
      found = undefined;
      isRead = true;
    },
    type,
    within(chunk) {
      if (bytes !== own && !isEmpty) copy();
      lasting = chunk?.buffer;
    },
    keep() {
      const known = type();
      if (known === undefined && between === 0) return undefined;
      return { ...(known !== undefined && { type: known }), between };
    },
  };
}

/** By hand: for a call of Buffer.copy a view is made, which costs more than the bytes of a line. */
function copyBytes(target: Buffer, source: Buffer, from: number, length: number): void {
  for (let index = 0; index < length; index++) target[index] = source[from + index]!;
}
