/** Bytes in which lines lie one behind the other: [start, end) of `buffer`. */
export interface Chunk {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Takes the lines of one log, one by one. */
export interface LineSink {
  /**
   * One line: the bytes [start, end) of `buffer` without the line end, valid during the call only.
   * `logged` is how many bytes it took in the log, line end included.
   */
  line(buffer: Buffer, start: number, end: number, logged: number): void;
  /**
   * Lines that are told from now on may lie in this chunk, whose bytes stay as they are until `within` is called again,
   * with undefined: whoever looks ahead does it once for all of them. Not called where lines are few.
   */
  within?(chunk: Chunk | undefined): void;
}

/** Memory for incomplete lines that all sources of the process share, in bytes. */
export interface Room {
  left: number;
}

/** What is kept of a line at most, so that no log can bloat the process. */
export interface LineLimits {
  /** Bytes of a line that are handed on; of what is beyond only the number. */
  readonly maxLine: number;
  readonly room: Room;
  /** Told of every line that was cut. */
  readonly onTruncated: () => void;
}

const carriageReturn = 13;

/** Hands on the bytes [start, end), found before a line end: without a carriage return there, and no more than the limit. */
export function handOn(
  sink: LineSink,
  limits: LineLimits,
  buffer: Buffer,
  start: number,
  end: number,
  logged: number,
): void {
  const content = end > start && buffer[end - 1] === carriageReturn ? end - 1 : end;
  if (content - start <= limits.maxLine) {
    sink.line(buffer, start, content, logged);
    return;
  }
  limits.onTruncated();
  sink.line(buffer, start, start + limits.maxLine, logged);
}
