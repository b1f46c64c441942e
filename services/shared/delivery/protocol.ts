import type { Batch } from './batch.ts';

/**
 * How batches go over a stream, TCP as a rule, to the port of StatsD lines. The client begins with
 * `tidegauge batches 1 <client's id>` and a line feed, which is no StatsD line; the server answers with the number of the last batch of
 * that client that it has for good. Then come the client's batches, each a line with its number and its length in bytes,
 * followed by so many bytes; and the server's answers, each a line with the number up to which it has all for good.
 */
export const greeting = 'tidegauge batches 1 ';

/** Bytes of a batch's lines at most. */
export const longestBatch = 32 * 1024 * 1024;

/** A client's id: whoever knows it can make the server ignore that client's batches, so a part of it must be random. */
const clientId = /^[\w.-]{8,100}$/;

/** Bytes of a line of the protocol at most, line feed included. */
export const longestLine = greeting.length + 101;

/** The first line of a stream of batches. */
export const greetingOf = (client: string): string => `${greeting}${client}\n`;

/** The client's id of a first line (without its line feed); undefined when it is none. */
export function clientOf(line: string): string | undefined {
  const client = line.startsWith(greeting) ? line.slice(greeting.length) : '';
  return clientId.test(client) ? client : undefined;
}

/** The line before a batch's lines. */
export const headOf = ({ number, lines }: Batch): string => `${number} ${lines.length}\n`;

/** What {@link headOf} says, in `line` without its line feed; undefined when it is no such line. */
export function parseHead(line: string): { readonly number: number; readonly length: number } | undefined {
  const match = /^([1-9]\d{0,14}) ([1-9]\d{0,8})$/.exec(line);
  const [number, length] = [Number(match?.[1]), Number(match?.[2])];
  return match && length <= longestBatch ? { number, length } : undefined;
}

/** The server's answer. */
export const answerOf = (number: number): string => `${number}\n`;

/** The number of an answer, without its line feed; undefined when it is none. */
export function parseAnswer(line: string): number | undefined {
  return /^\d{1,15}$/.test(line) ? Number(line) : undefined;
}
