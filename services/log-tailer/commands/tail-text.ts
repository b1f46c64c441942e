import { amountText } from './amount-text.ts';
import { cutText } from './cut-text.ts';

/** What was read, and what became of it. */
export interface TailSummary {
  readonly name: string;
  readonly lines: number;
  /** Bytes, line ends included. */
  readonly bytes: number;
  /** Lines longer than `maxLine` bytes, of which the beginning was looked at. */
  readonly cut: number;
  readonly maxLine: number;
  /** Why the input could not be read to its end. */
  readonly failure: string | undefined;
  /** The format of most of its first lines; undefined when there was none. */
  readonly format: string | undefined;
  /** Entries by severity. */
  readonly levels: ReadonlyMap<string, number>;
  /** Host and port of the server. */
  readonly server: string;
  /** Bytes of metrics that the server did not take. */
  readonly left: number;
}

/** The summary as a person reads it, a fact a line. */
export function summaryText(summary: TailSummary): string {
  const { name, lines, bytes, cut, maxLine, failure, format, levels, server, left } = summary;
  const counted = [...levels].map(([level, count]) => `${count} ${level}`).join(', ');
  return [
    `${name}: ${amountText(lines, 'line')}, ${amountText(bytes, 'byte')}`,
    ...(failure === undefined ? [] : [`not read to its end: ${failure}`]),
    ...(cut === 0 ? [] : [cutText(cut, maxLine).trimEnd()]),
    ...(format === undefined ? [] : [`format: ${format}`]),
    ...(counted === '' ? [] : [`severities: ${counted}`]),
    left === 0
      ? `handed on to ${server}`
      : `not handed on: ${amountText(left, 'byte')} of metrics, the StatsD server ${server} did not take them`,
    '',
  ].join('\n');
}
