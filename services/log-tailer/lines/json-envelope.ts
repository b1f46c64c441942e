import { type ViewedBytes, viewed } from './viewed-bytes.ts';

/** Where the parts of a json-file record lie. One is filled again and again: nothing is allocated for a record. */
export interface Envelope {
  /** What the positions are of. */
  source: Buffer;
  /** The escaped text of the log: [start, end). */
  start: number;
  end: number;
  stream: Stream;
  /** RFC 3339 with up to nanoseconds: [timeStart, timeEnd). */
  timeStart: number;
  timeEnd: number;
}

/** Which of a container's two outputs. */
export type Stream = 'stdout' | 'stderr';

/** Both of them. */
export const streams: readonly Stream[] = ['stdout', 'stderr'];

const head = '{"log":"';
const tails: Record<Stream, string> = {
  stdout: '","stream":"stdout","time":"',
  stderr: '","stream":"stderr","time":"',
};
const tailLength = tails.stdout.length;
/** In either tail, where `out` and `err` differ. */
const telling = tails.stdout.indexOf('out');
const firstOfOut = tails.stdout.charCodeAt(telling);
/** Both are of whole words: compared by bytes, they would be the dearest part of a short record. */
const headWords = wordsOf(head);
const tailWords = { stdout: wordsOf(tails.stdout), stderr: wordsOf(tails.stderr) };
const longestTime = 40;

const quote = 34;
const brace = 125;

/**
 * Cuts the common shape of a record, `{"log":"…","stream":"stdout","time":"…"}`, by its bytes: a raw quote can't
 * be part of the text, so the last three strings are found from the end. False for any other shape.
 */
export function cutEnvelope(source: ViewedBytes, start: number, end: number, into: Envelope): boolean {
  const { bytes: buffer, view } = source;
  const timeEnd = end - 2;
  if (buffer[end - 1] !== brace || buffer[timeEnd] !== quote) return false;
  // Nearly all times of a log are of one length.
  let timeStart = timeEnd - (into.timeEnd - into.timeStart);
  let stream = streamBefore(source, start, timeStart);
  if (stream === undefined) {
    timeStart = startOfTime(buffer, start, timeEnd);
    stream = streamBefore(source, start, timeStart);
  }
  if (stream === undefined || !holds(view, start, headWords)) return false;
  into.source = buffer;
  into.start = start + head.length;
  into.end = timeStart - tailLength;
  into.stream = stream;
  into.timeStart = timeStart;
  into.timeEnd = timeEnd;
  return true;
}

/** The stream that is told right before the time, of a record that begins at `start`; undefined for any other text there. */
function streamBefore({ bytes, view }: ViewedBytes, start: number, timeStart: number): Stream | undefined {
  const tailStart = timeStart - tailLength;
  if (tailStart < start + head.length) return undefined;
  const stream = bytes[tailStart + telling] === firstOfOut ? 'stdout' : 'stderr';
  return holds(view, tailStart, tailWords[stream]) ? stream : undefined;
}

function startOfTime(buffer: Buffer, start: number, timeEnd: number): number {
  const least = Math.max(start + head.length + tailLength, timeEnd - longestTime);
  let at = timeEnd;
  while (at > least && buffer[at - 1] !== quote) at -= 1;
  return at;
}

/** Text of a multiple of four letters, four to a number. */
function wordsOf(text: string): Int32Array {
  const { view } = viewed(Buffer.from(text));
  return Int32Array.from({ length: text.length / 4 }, (_, index) => view.getInt32(4 * index));
}

function holds(view: DataView, at: number, words: Int32Array): boolean {
  for (let index = 0; index < words.length; index++) if (view.getInt32(at + 4 * index) !== words[index]) return false;
  return true;
}
