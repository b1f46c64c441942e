/** What {@link TraceLanguage.next} says of a line that does not belong to the trace. */
export const ended = -1;

/**
 * How a language prints the lines of a stack trace, as a small automaton: its stages are numbers, so that where a trace
 * stands is one number, which can be kept over a restart. None of the functions keeps the bytes or throws.
 */
export interface TraceLanguage {
  /** By which a trace that is open is kept over a restart. */
  readonly name: 'frames' | 'python' | 'go' | 'php' | 'ruby';
  /** With which bytes a line begins at which a trace may begin; as a class of a regular expression. */
  readonly begins: string;
  /** The severity of a trace whose first line shows none. */
  readonly level: 'error' | 'fatal';
  /** Whether the type of the exception stands in the line that `head` takes. */
  readonly headTells: boolean;
  /** Whether a head right behind a line of warn or worse belongs to the entry of that line, since loggers write it so. */
  readonly isLogged: boolean;
  /** From which stage on it is sure that this is a trace, and no line that looks like the head of one. */
  readonly sure: number;
  /** The stage behind a line that is a trace's first by its form alone; {@link ended} when it is not. */
  head(buffer: Buffer, start: number, end: number): number;
  /** The stage behind a line within a trace whose head was a line of another form; {@link ended} when it is not. */
  middle(buffer: Buffer, start: number, end: number): number;
  /** The stage behind the next line; {@link ended} when it does not belong to the trace. */
  next(stage: number, buffer: Buffer, start: number, end: number): number;
  /** The exception's type, where the line that led to this stage tells it; the last one told is the trace's. */
  type?(stage: number, buffer: Buffer, start: number, end: number): string | undefined;
}
