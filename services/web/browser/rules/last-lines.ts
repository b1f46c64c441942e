import type { KeptLine, SourceDetail } from '../../../shared/logs/source-status.ts';

/** Lines of a log to try rules on. */
export interface LastLines {
  /** Whole lines as they are in the log, in their order. */
  readonly lines: readonly string[];
  /** How many were left out because only their beginning is kept: what a rule makes of that says nothing of the line. */
  readonly leftOut: number;
}

/** The lines of a log that are kept, those of an entry together; of entries that are alike the first. */
export function lastLines({ errorLines, sampleLines }: Pick<SourceDetail, 'errorLines' | 'sampleLines'>): LastLines {
  // Of a line that is in both, the error has the rest of its entry.
  const byNumber = new Map([...sampleLines, ...errorLines].map(line => [line.number, line]));
  const entries = [...byNumber.values()].sort((a, b) => a.number - b.number).map(textsOf);
  const different = new Map(entries.map(texts => [JSON.stringify(texts), texts]));
  const texts = [...different.values()].flat();
  const lines = texts.filter(({ cut }) => !cut).map(({ text }) => text);
  return { lines, leftOut: texts.length - lines.length };
}

const textsOf = ({ text, cut, more = [] }: KeptLine) => [{ text, cut }, ...more];
