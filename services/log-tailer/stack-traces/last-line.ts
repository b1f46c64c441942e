import { exceptionInText, longestHead } from './exception-name.ts';
import { goKindInText } from './go-kind.ts';
import { longestType, type TraceState } from './state.ts';

/** Lines of a message that may stand between the head of a trace and its frames. */
const mostBetween = 10;
/** Bytes of a line that are copied one by one. */
const shortLine = 200;

/** The line in which the type of the exception stands, should the next one be a frame. */
export interface LastLine {
  /** Takes the bytes of an ordinary line, unless they may belong to the message of a head before. */
  set(buffer: Buffer, start: number, end: number): void;
  /** Takes those of a line that looks like a head: of further ones without a severity it is the one that counts. */
  setHead(buffer: Buffer, start: number, end: number): void;
  clear(): void;
  /** The type of exception that it names. */
  type(): string | undefined;
  /** What a restart must know of it; undefined when that is nothing. */
  keep(): TraceState['head'];
}

/** Remembers the beginning of one line, in memory of its own, since a line's bytes are there during its call only. */
export function createLastLine(kept: TraceState['head']): LastLine {
  const bytes = Buffer.alloc(longestHead);
  let length = 0;
  let between = kept?.between ?? 0;
  let found = kept?.type;
  let isRead = true;
  let isEmpty = kept === undefined;

  const copy = (buffer: Buffer, start: number, end: number) => {
    length = Math.min(end - start, longestHead);
    // Of many a line of plain text: by hand, since a call costs more than a short line.
    if (length > shortLine) buffer.copy(bytes, 0, start, start + length);
    else for (let at = 0; at < length; at++) bytes[at] = buffer[start + at]!;
    isRead = isEmpty = false;
  };
  const type = () => {
    if (!isRead) {
      const text = bytes.toString('utf8', 0, length);
      found = (goKindInText(text) ?? exceptionInText(text))?.slice(0, longestType);
      isRead = true;
    }
    return found;
  };
  return {
    set(buffer, start, end) {
      if (between > 0) between -= 1;
      else copy(buffer, start, end);
    },
    setHead(buffer, start, end) {
      copy(buffer, start, end);
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
    keep() {
      const known = type();
      if (known === undefined && between === 0) return undefined;
      return { ...(known !== undefined && { type: known }), between };
    },
  };
}
